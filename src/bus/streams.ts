import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { StreamConfig, StreamInfo } from '@nats-io/jetstream';
import { Failure } from '../domain/index.ts';
import { busFailure, isConsumerNotFound } from './failures.ts';
import type { BusConnection } from './connection.ts';
import { busNames } from './names.ts';

/** What all streams of a hub have in common. */
const common = {
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  allow_direct: true,
  allow_atomic: true,
} as const satisfies Partial<StreamConfig>;

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
  return ensure(bus, busNames(bus.namespace).stream(stream), logConfig(bus, stream, limits));
}

/**
 * Makes an empty log anew that goes on counting where its lanes stand. Needed when JetStream's data was lost and the database's
 * was not: lanes would wait behind a position that the new log has not reached, and never see a record.
 * @throws Failure SETUP_FAILED when the log holds records: then it is older than the database, and which to believe is not ours
 *   to say
 */
export async function renewStream(
  bus: BusConnection,
  stream: string,
  limits: StreamLimits,
  firstSeq: number,
): Promise<void> {
  const name = busNames(bus.namespace).stream(stream);
  try {
    const { state } = await bus.jsm.streams.info(name);
    if (state.messages > 0) throw olderLog(stream, name, state.last_seq, firstSeq - 1);
    await bus.jsm.streams.delete(name);
    await bus.jsm.streams.add({
      name,
      ...common,
      ...logConfig(bus, stream, limits),
      first_seq: firstSeq,
    });
  } catch (error) {
    throw busFailure(error, `make the JetStream stream ${name} anew`);
  }
}

/** Deletes a stream's log with the consumers of its lanes; without one it does nothing. @throws Failure BUS_UNAVAILABLE */
export async function deleteLog(bus: BusConnection, stream: string): Promise<void> {
  const name = busNames(bus.namespace).stream(stream);
  try {
    if (await find(bus, name)) await bus.jsm.streams.delete(name);
  } catch (error) {
    throw busFailure(error, `delete the JetStream stream ${name}`);
  }
}

/** Deletes the consumer of a lane; without one it does nothing. @throws Failure BUS_UNAVAILABLE */
export async function deleteConsumer(
  bus: BusConnection,
  stream: string,
  lane: string,
): Promise<void> {
  const names = busNames(bus.namespace);
  try {
    if (!(await find(bus, names.stream(stream)))) return;
    await bus.jsm.consumers.delete(names.stream(stream), names.lane(lane));
  } catch (error) {
    if (isConsumerNotFound(error)) return;
    throw busFailure(error, `delete the consumer of lane ${lane}`);
  }
}

/** The streams that have a log, configured or not. @throws Failure BUS_UNAVAILABLE */
export async function streamsWithLog(bus: BusConnection): Promise<readonly string[]> {
  const prefix = busNames(bus.namespace).stream('');
  const found: string[] = [];
  try {
    for await (const name of bus.jsm.streams.names()) {
      if (name.startsWith(prefix)) found.push(name.slice(prefix.length));
    }
  } catch (error) {
    throw busFailure(error, 'list the JetStream streams');
  }
  return found;
}

/** Whether the stream has a log. @throws Failure BUS_UNAVAILABLE */
export async function hasLog(bus: BusConnection, stream: string): Promise<boolean> {
  const name = busNames(bus.namespace).stream(stream);
  try {
    return (await find(bus, name)) !== null;
  } catch (error) {
    throw busFailure(error, `look for the JetStream stream ${name}`);
  }
}

function olderLog(stream: string, name: string, lastSeq: number, settledSeq: number): Failure {
  return new Failure('SETUP_FAILED', {
    message: `Stream ${stream} ends at ${lastSeq}, but its lanes have settled up to ${settledSeq}: JetStream's data is older than the database's. Restore both from the same time, or delete the JetStream stream ${name}; the source is then read again.`,
  });
}

function logConfig(
  bus: BusConnection,
  stream: string,
  limits: StreamLimits,
): Partial<StreamConfig> {
  return {
    subjects: [busNames(bus.namespace).records(stream)],
    discard: DiscardPolicy.New,
    max_bytes: limits.maxBytes ?? -1,
    max_msgs: limits.maxRecords ?? -1,
    max_msgs_per_subject: limits.maxRecordsPerKey ?? -1,
  };
}

async function ensure(
  bus: BusConnection,
  name: string,
  config: Partial<StreamConfig>,
): Promise<StreamInfo> {
  const wanted = { name, ...common, ...config };
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
