import { X509Certificate } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { BusConnection } from '../../bus/index.ts';
import type { HubPort } from '../../control/index.ts';
import type { CauseGroup, JsonObject, TlsPort } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import { inBackground } from '../background.ts';
import type { Logger } from '../log.ts';
import { unlessAway } from '../metrics/unless-away.ts';
import { Channel } from './channel.ts';
import type { NotificationSettings } from './settings.ts';
import { troublesOf } from './troubles.ts';

const LOOK_EVERY_MS = 5_000;
const SHORTEST_LOOK_MS = 100;
/** Dead letters need a query to the database; everything else is in memory. */
const ASK_EVERY_LOOKS = 3;

/** A server that is only slow, as during a large import, is not away. */
const AWAY_AFTER_LOOKS = 3;

export interface NotifyParts {
  readonly notifications: readonly NotificationSettings[];
  readonly hub: Pick<HubPort, 'connectors' | 'streams' | 'lanes' | 'imports'>;
  readonly bus: Pick<BusConnection, 'ready'>;
  readonly store: Store;
  readonly tls: TlsPort | undefined;
  readonly namespace: string;
  readonly log: Logger;
}

/** Watches the hub's state and notifies the configured receivers. @returns a function that ends this */
export async function openNotifications(parts: NotifyParts): Promise<() => Promise<void>> {
  const { notifications, namespace, store, log } = parts;
  if (notifications.length === 0) return () => Promise.resolve();
  const remembered = await store.snapshots.load();
  const channels = notifications.map((settings) => {
    const id = `notifications/${settings.name}`;
    const save = (state: JsonObject) => store.snapshots.save(id, state);
    const parts = { settings, hub: namespace, remembered: remembered.get(id), save, log };
    return new Channel(parts, Date.now());
  });
  const ends = channels.map((channel) => inBackground((signal) => channel.run(signal), log));
  ends.push(inBackground((signal) => lookAfter(parts, channels, signal), log));
  return async () => void (await Promise.all(ends.map((end) => end())));
}

async function lookAfter(
  parts: NotifyParts,
  channels: readonly Channel[],
  signal: AbortSignal,
): Promise<void> {
  const { notifications, hub, bus, store, tls, log } = parts;
  const shortest = Math.min(...notifications.map(({ afterMs }) => afterMs / 4));
  const everyMs = Math.min(LOOK_EVERY_MS, Math.max(SHORTEST_LOOK_MS, shortest));
  const asksForLetters = notifications.some(({ on }) => on.has('dead-letters'));
  let causes: readonly CauseGroup[] = [];
  const servers = [
    { name: 'PostgreSQL', ready: () => store.ready(), unanswered: 0 },
    { name: 'NATS', ready: () => bus.ready(), unanswered: 0 },
  ];
  for (let look = 0; !signal.aborted; look++) {
    try {
      const checks = servers.map(async (server) => {
        const answers = await unlessAway(server.ready().then(() => true));
        server.unanswered = answers ? 0 : server.unanswered + 1;
      });
      await Promise.all(checks);
      const away = servers.filter(({ unanswered }) => unanswered >= AWAY_AFTER_LOOKS);
      if (asksForLetters && look % ASK_EVERY_LOOKS === 0) {
        // While the database is unavailable, the last known groups are used.
        const open = { streams: null, withClosed: false };
        causes = await store.causes.groups(open, signal).catch(() => causes);
      }
      const nowMs = Date.now();
      const condition = {
        away: away.map(({ name }) => name),
        connectors: hub.connectors(),
        streams: hub.streams(),
        lanes: hub.lanes(),
        imports: hub.imports.list(),
        causes,
        certificateUntilMs: tls ? validUntil(tls) : null,
      };
      const troubles = troublesOf(condition, nowMs);
      await Promise.all(channels.map((channel) => channel.note(troubles, nowMs)));
    } catch (error) {
      log.error({ err: error }, 'the check for notifications failed');
    }
    await wait(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

function validUntil(tls: TlsPort): number {
  return Date.parse(new X509Certificate(tls.current().cert).validTo);
}
