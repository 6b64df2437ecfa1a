import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { StreamConfig, StreamInfo } from '@nats-io/jetstream';
import { busFailure } from './failures.ts';
import type { BusConnection } from './connection.ts';
import { busNames } from './names.ts';

/** What a stream may hold at most; null is without limit. Records that a lane has not settled are never dropped for it. */
export interface StreamLimits {
  readonly maxBytes: number | null;
  readonly maxRecords: number | null;
  /** Versions kept per key; 1 conflates a backlog of state to the newest version of each key. */
  readonly maxRecordsPerKey: number | null;
}

/**
 * Makes sure that the stream's log exists with these limits. A full log refuses what is new (`discard: new`): the source waits,
 * nothing is dropped.
 */
export async function ensureStream(
  bus: BusConnection,
  stream: string,
  limits: StreamLimits,
): Promise<StreamInfo> {
  const names = busNames(bus.namespace);
  return ensure(bus, names.stream(stream), {
    subjects: [names.records(stream)],
    discard: DiscardPolicy.New,
    max_bytes: limits.maxBytes ?? -1,
    max_msgs: limits.maxRecords ?? -1,
    max_msgs_per_subject: limits.maxRecordsPerKey ?? -1,
  });
}

/** The log of dead letters of all streams. One subject per lane and record, so that burying twice keeps one. */
export async function ensureDeadLetterStream(bus: BusConnection): Promise<StreamInfo> {
  const names = busNames(bus.namespace);
  return ensure(bus, names.deadLetterStream, {
    subjects: [names.deadLetters()],
    discard: DiscardPolicy.Old,
    max_msgs_per_subject: 1,
  });
}

async function ensure(
  bus: BusConnection,
  name: string,
  config: Partial<StreamConfig>,
): Promise<StreamInfo> {
  const wanted: Partial<StreamConfig> & { name: string } = {
    name,
    retention: RetentionPolicy.Limits,
    storage: StorageType.File,
    allow_direct: true,
    allow_atomic: true,
    ...config,
  };
  try {
    const existing = await find(bus, name);
    return existing
      ? await bus.jsm.streams.update(name, wanted)
      : await bus.jsm.streams.add(wanted);
  } catch (error) {
    throw busFailure(error, `create or update the JetStream stream ${name}`);
  }
}

async function find(bus: BusConnection, name: string): Promise<StreamInfo | null> {
  for await (const known of bus.jsm.streams.names()) {
    if (known === name) return bus.jsm.streams.info(name);
  }
  return null;
}
