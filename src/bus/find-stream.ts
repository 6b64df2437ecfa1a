import type { StreamInfo } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { isStreamNotFound } from './failures.ts';

/** Returns null if JetStream has no stream of this name. @throws what the client throws */
export async function findStream(bus: BusConnection, name: string): Promise<StreamInfo | null> {
  try {
    return await bus.jsm.streams.info(name);
  } catch (error) {
    if (isStreamNotFound(error)) return null;
    throw error;
  }
}
