import { addressGroup, CallCounter, Networks } from '../access/index.ts';
import { Failure } from '../domain/index.ts';
import type { FedStream, PushPort, WebhookPort, WebhookSettings } from '../web/index.ts';
import type { Landscape } from './landscape.ts';
import type { StreamAtWork } from './stream-effects.ts';

/** Decides which senders may send webhooks to one connector. Lives as long as its settings. */
interface WebhookDoor {
  admit(address: string): Promise<Failure | null>;
}

/** Returns streams as the push API sees them: all that are configured, including paused ones. */
export function pushPort({ streamsByName }: Landscape): PushPort {
  return {
    find(name) {
      const stream = streamsByName.get(name);
      if (!stream) return null;
      const { plan, arrivals } = stream;
      return {
        name,
        semantics: plan.semantics,
        fields: plan.source,
        validate: plan.lanes[0]?.validate ?? null,
        store: (records) => arrivals().store(records),
      };
    },
  };
}

/** Returns webhooks as they are configured now. @param refused called with the connector of each rejected webhook */
export function webhookPort(
  landscape: Landscape,
  refused: (connector: string) => void,
): WebhookPort {
  const doors = new WeakMap<WebhookSettings, WebhookDoor>();
  const doorOf = (settings: WebhookSettings) => {
    const door = doors.get(settings) ?? openDoor(settings);
    doors.set(settings, door);
    return door;
  };
  return {
    find(connector, name) {
      const settings = landscape.connectorPlan(connector)?.webhooks;
      if (!settings) return null;
      const streams = [...landscape.streamsByName.values()].flatMap((stream) =>
        fedBy(stream, connector, name),
      );
      if (streams.length === 0) return null;
      return {
        ...{ connector, settings, streams },
        admit: (address) => doorOf(settings).admit(address),
        refused: () => refused(connector),
      };
    },
  };
}

function fedBy(
  { plan, arrivals }: StreamAtWork,
  connector: string,
  name: string | null,
): FedStream[] {
  const { webhook, semantics, source: fields } = plan;
  if (plan.connector !== connector || webhook?.name !== name) return [];
  return [{ name: plan.name, semantics, feed: webhook, fields, arrivals: arrivals() }];
}

function openDoor({ allow, perMinute }: WebhookSettings): WebhookDoor {
  const allowed = new Networks(allow);
  const counter = perMinute === null ? null : new CallCounter(perMinute, 'this sender');
  return {
    async admit(address) {
      if (!allowed.isEmpty && !allowed.has(address)) {
        return new Failure('ADDRESS_DENIED', {
          message: `Webhooks from ${address} are not allowed.`,
        });
      }
      return (await counter?.count(addressGroup(address)))?.refusal ?? null;
    },
  };
}
