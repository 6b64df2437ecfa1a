import type { ServiceContext } from '../context.ts';
import type { ConnectorServiceHandlers } from '../gen/stellwerk/control/v1/ConnectorService.ts';
import { connectorMessage, connectorStates } from '../messages/index.ts';
import { find, order } from '../order.ts';
import { isOneOf, page } from '../list-page.ts';
import { unary } from '../unary.ts';
import { watch } from '../watch.ts';

export function connectorService(context: ServiceContext): ConnectorServiceHandlers {
  const all = () => context.hub.connectors();
  const one = (name: string) => ({ connector: connectorMessage(find('connector', name, all())) });
  return {
    ListConnectors: unary(context, (request) => {
      const states = request.states.map((word) => connectorStates.readState(word, 'states'));
      const { found, nextPageToken } = page(all(), request, ({ state }) => isOneOf(states, state));
      return { connectors: found.map(connectorMessage), nextPageToken };
    }),
    GetConnector: unary(context, ({ name }) => one(name)),
    WatchConnectors: watch(context, {
      read: all,
      respond: (changed, removed) => ({ connectors: changed.map(connectorMessage), removed }),
    }),
    PauseConnector: order(context, { kind: 'connector', action: 'pause' }, one),
    ResumeConnector: order(context, { kind: 'connector', action: 'resume' }, one),
  };
}
