import type { JsonObject } from '../../src/connector-api/index.ts';
import type { SystemOptions } from '../relay/systems.ts';
import { recordAt } from '../relay/workload.ts';

/** Records in one confirmation, one bulk insert, one upsert: the same for all systems. */
export const WINDOW = 1000;
/** Windows that may wait for their confirmation at once, as in the relays on NATS. */
const IN_FLIGHT = 4;

/** What a peer gets besides the options of a relay. */
export interface PeerOptions extends Omit<SystemOptions, 'natsUrl'> {
  /** The URL of the peer's own server; empty when it has none. */
  readonly brokerUrl: string;
}

/** Enqueues all records window by window; `send` resolves when the window is confirmed. */
export async function sendAll(
  options: PeerOptions,
  send: (documents: readonly JsonObject[]) => Promise<unknown>,
): Promise<void> {
  const inFlight: Promise<unknown>[] = [];
  for (const window of windowsOf(options)) {
    inFlight.push(send(window));
    if (inFlight.length >= IN_FLIGHT) await inFlight.shift();
  }
  await Promise.all(inFlight);
}

/** Yields the records in order, one window at a time. */
export function* windowsOf({ records, invalidEvery }: PeerOptions): Generator<JsonObject[]> {
  for (let from = 0; from < records; from += WINDOW) {
    const window: JsonObject[] = [];
    for (let index = from; index < Math.min(from + WINDOW, records); index++)
      window.push(recordAt(index, records, { invalidEvery }).document);
    yield window;
  }
}
