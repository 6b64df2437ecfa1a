import { isDeepStrictEqual } from 'node:util';
import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import type { StreamConfig, StreamInfo } from '@nats-io/jetstream';
import { TimeoutError } from '@nats-io/transport-node';
import { Failure } from '../domain/index.ts';
import { busFailure, isConsumerNotFound } from './failures.ts';
import { findStream } from './find-stream.ts';
import type { BusConnection } from './connection.ts';
import { endOf } from './log-end.ts';
import { busNames } from './names.ts';

/** Settings that all streams of a hub share. */
const common = {
  retention: RetentionPolicy.Limits,
  storage: StorageType.File,
  allow_direct: true,
  allow_atomic: true,
} as const satisfies Partial<StreamConfig>;

/** Limits of a stream; null for none. Records that a lane has not settled are never dropped because of a limit. */
export interface StreamLimits {
  readonly maxBytes: number | null;
  readonly maxRecords: number | null;
  /** Versions kept per key; 1 conflates a backlog of state to the newest version of each key. */
  readonly maxRecordsPerKey: number | null;
}

/** JetStream's information about the logs of some streams, by the stream's name; streams without a log are missing. */
export type KnownLogs = ReadonlyMap<string, LogInfo>;

/** JetStream's information about a stream's log. */
export type LogInfo = StreamInfo;

/** Above this number, one listing of all streams is cheaper than a request for each. */
const ASK_ONE_BY_ONE = 50;

/** Reads JetStream's information about the logs of these streams. @throws Failure BUS_UNAVAILABLE */
export async function readLogs(bus: BusConnection, streams: readonly string[]): Promise<KnownLogs> {
  const names = busNames(bus.namespace);
  const found = new Map<string, StreamInfo>();
  try {
    if (streams.length <= ASK_ONE_BY_ONE) {
      const infos = await Promise.all(
        streams.map((stream) => findStream(bus, names.stream(stream))),
      );
      streams.forEach((stream, index) => {
        const info = infos[index];
        if (info) found.set(stream, info);
      });
      return found;
    }
    const wanted = new Map(streams.map((stream) => [names.stream(stream), stream]));
    for await (const info of bus.jsm.streams.list(names.records('*'))) {
      const stream = wanted.get(info.config.name);
      if (stream !== undefined) found.set(stream, info);
    }
    return found;
  } catch (error) {
    throw busFailure(error, 'look for the JetStream streams');
  }
}

/**
 * Creates or updates the stream's log with these limits. A full log refuses new messages (`discard: new`): the source
 * waits, nothing is dropped.
 * @param known information about the log that was read just now; null if it does not exist
 */
export async function ensureStream(
  bus: BusConnection,
  stream: string,
  limits: StreamLimits,
  known?: StreamInfo | null,
): Promise<StreamInfo> {
  const name = busNames(bus.namespace).stream(stream);
  const wanted = { name, ...common, ...logConfig(bus, stream, limits) };
  const before = bus.growth.end(stream);
  if (known === null) bus.numberings.forget(stream);
  try {
    const info = await bus.numberings.change(stream, () =>
      ensure(bus, wanted, known).catch((error: unknown) => {
        // A server that creates thousands of streams on an overloaded disk may answer late; the second attempt sees the
        // result.
        if (error instanceof TimeoutError) return ensure(bus, wanted);
        throw error;
      }),
    );
    bus.growth.found(stream, (await endOf(bus, stream, info)).seq, before);
    return info;
  } catch (error) {
    throw busFailure(error, `create or update the JetStream stream ${name}`);
  }
}

async function ensure(
  bus: BusConnection,
  wanted: Partial<StreamConfig> & { readonly name: string },
  known?: StreamInfo | null,
): Promise<StreamInfo> {
  const existing = known === undefined ? await findStream(bus, wanted.name) : known;
  if (!existing) return bus.jsm.streams.add(wanted);
  if (isAsWanted(existing.config, wanted)) return existing;
  return bus.jsm.streams.update(wanted.name, wanted);
}

/** Avoids an update that changes nothing, since each costs the server a write and an fsync. */
function isAsWanted(config: StreamConfig, wanted: Partial<StreamConfig>): boolean {
  return Object.entries(wanted).every(([field, value]) =>
    isDeepStrictEqual(config[field as keyof StreamConfig], value),
  );
}

/**
 * Wakes the lanes that wait for more of a log which does not end where it was believed to.
 * @throws Failure BUS_UNAVAILABLE
 */
export async function checkAwaited(bus: BusConnection): Promise<void> {
  const streams = bus.growth.awaited();
  const before = new Map(streams.map((stream) => [stream, bus.growth.end(stream)]));
  const logs = await readLogs(bus, streams);
  for (const stream of streams) {
    const info = logs.get(stream);
    if (info)
      bus.growth.found(stream, (await endOf(bus, stream, info)).seq, before.get(stream) ?? 0);
    else bus.growth.suspect(stream);
  }
}

/**
 * Recreates an empty log that continues counting where its lanes are. Needed if JetStream's data was lost and the
 * database's was not: lanes would wait behind a position that the new log has not reached, and never see a record.
 * @throws Failure SETUP_FAILED if the log holds records: then it is older than the database, and the hub cannot decide
 * which of the two to believe
 */
export async function renewStream(
  bus: BusConnection,
  stream: string,
  limits: StreamLimits,
  firstSeq: number,
): Promise<void> {
  const name = busNames(bus.namespace).stream(stream);
  try {
    const info = await bus.jsm.streams.info(name);
    if (info.state.messages > 0) {
      const { seq } = await endOf(bus, stream, info);
      throw olderLog(stream, name, seq, firstSeq - 1);
    }
    await bus.jsm.streams.delete(name);
    forget(bus, stream);
    const config = { name, ...common, ...logConfig(bus, stream, limits), first_seq: firstSeq };
    bus.numberings.learn(stream, await bus.jsm.streams.add(config));
    bus.growth.reached(stream, firstSeq - 1);
  } catch (error) {
    throw busFailure(error, `recreate the JetStream stream ${name}`);
  }
}

/** Deletes a stream's log with the consumers of its lanes, if it exists. @throws Failure BUS_UNAVAILABLE */
export async function deleteLog(bus: BusConnection, stream: string): Promise<void> {
  const name = busNames(bus.namespace).stream(stream);
  try {
    if (await findStream(bus, name)) await bus.jsm.streams.delete(name);
    forget(bus, stream);
    bus.growth.forget(stream);
  } catch (error) {
    throw busFailure(error, `delete the JetStream stream ${name}`);
  }
}

/** Deletes the consumer of a lane, if it exists. @throws Failure BUS_UNAVAILABLE */
export async function deleteConsumer(
  bus: BusConnection,
  stream: string,
  lane: string,
): Promise<void> {
  const names = busNames(bus.namespace);
  try {
    if (!(await findStream(bus, names.stream(stream)))) return;
    await bus.jsm.consumers.delete(names.stream(stream), names.lane(lane));
  } catch (error) {
    if (isConsumerNotFound(error)) return;
    throw busFailure(error, `delete the consumer of lane ${lane}`);
  }
}

/** Returns the streams that have a log, configured or not. @throws Failure BUS_UNAVAILABLE */
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
    return (await findStream(bus, name)) !== null;
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
  const names = busNames(bus.namespace);
  return {
    subjects: [names.records(stream), names.frames(stream)],
    discard: DiscardPolicy.New,
    max_bytes: limits.maxBytes ?? -1,
    max_msgs: limits.maxRecords ?? -1,
    max_msgs_per_subject: limits.maxRecordsPerKey ?? -1,
  };
}

/** Drops everything remembered of the stream's old log. */
function forget(bus: BusConnection, stream: string): void {
  bus.tails.forget(stream);
  bus.numberings.forget(stream);
  bus.frameIndex.forget(stream);
  bus.recentFrames.forget(stream);
}
