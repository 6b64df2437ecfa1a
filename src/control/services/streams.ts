import type { ServiceContext } from '../context.ts';
import type { StreamServiceHandlers } from '../gen/stellwerk/control/v1/StreamService.ts';
import { streamMessage, streamStates } from '../messages/index.ts';
import { find, order } from '../order.ts';
import { isOneOf, page } from '../list-page.ts';
import { unary } from '../unary.ts';
import { watch } from '../watch.ts';

export function streamService(context: ServiceContext): StreamServiceHandlers {
  const all = () => context.hub.streams();
  const one = (name: string) => ({ stream: streamMessage(find('stream', name, all())) });
  return {
    ListStreams: unary(context, (request) => {
      const states = request.states.map((word) => streamStates.readState(word, 'states'));
      const { connector } = request;
      const { found, nextPageToken } = page(
        all(),
        request,
        (one) => isOneOf(states, one.state) && (connector === '' || one.connector === connector),
      );
      return { streams: found.map(streamMessage), nextPageToken };
    }),
    GetStream: unary(context, ({ name }) => one(name)),
    WatchStreams: watch(context, {
      read: all,
      respond: (changed, removed) => ({ streams: changed.map(streamMessage), removed }),
    }),
    PauseStream: order(context, { kind: 'stream', action: 'pause' }, one),
    ResumeStream: order(context, { kind: 'stream', action: 'resume' }, one),
    SyncStream: order(context, { kind: 'stream', action: 'sync' }, one),
  };
}
