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

/** The logs of some streams as JetStream tells of them, by the stream's name; those without a log are missing. */
export type KnownLogs = ReadonlyMap<string, LogInfo>;

/** What JetStream tells of a stream's log. */
export type LogInfo = StreamInfo;

/** Above so many one listing of all is cheaper than a question for each. */
const ASK_ONE_BY_ONE = 50;

/** What is there of these streams' logs. @throws Failure BUS_UNAVAILABLE */
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
 * Makes sure that the stream's log exists with these limits. A full log refuses what is new (`discard: new`): the source waits,
 * nothing is dropped.
 * @param known what is there of it, where that was read just now; null for nothing
 */
export async function ensureStream(
  bus: BusConnection,
  stream: string,
  limits: StreamLimits,
  known?: StreamInfo | null,
): Promise<StreamInfo> {
  const name = busNames(bus.namespace).stream(stream);
  const wanted = { name, ...common, ...logConfig(bus, stream, limits) };
  try {
    const info = await ensure(bus, wanted, known).catch((error: unknown) => {
      // A server that makes thousands on a labouring disk may be late once; whether it did it is seen then.
      if (error instanceof TimeoutError) return ensure(bus, wanted);
      throw error;
    });
    bus.growth.reached(stream, (await endOf(bus, stream, info)).seq);
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

/** An update costs the server a file that is written and fsynced, also where it changes nothing. */
function isAsWanted(config: StreamConfig, wanted: Partial<StreamConfig>): boolean {
  return Object.entries(wanted).every(([field, value]) =>
    isDeepStrictEqual(config[field as keyof StreamConfig], value),
  );
}

/** Wakes the lanes that wait for more of a log which is not where it was believed to be. @throws Failure BUS_UNAVAILABLE */
export async function checkAwaited(bus: BusConnection): Promise<void> {
  const streams = bus.growth.awaited();
  const logs = await readLogs(bus, streams);
  for (const stream of streams) {
    const info = logs.get(stream);
    if (info) bus.growth.reached(stream, (await endOf(bus, stream, info)).seq);
    else bus.growth.suspect(stream);
  }
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
    throw busFailure(error, `make the JetStream stream ${name} anew`);
  }
}

/** Deletes a stream's log with the consumers of its lanes; without one it does nothing. @throws Failure BUS_UNAVAILABLE */
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

/** Deletes the consumer of a lane; without one it does nothing. @throws Failure BUS_UNAVAILABLE */
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

/** What was remembered of its log is of none any more. */
function forget(bus: BusConnection, stream: string): void {
  bus.tails.forget(stream);
  bus.numberings.forget(stream);
  bus.frameIndex.forget(stream);
  bus.recentFrames.forget(stream);
}
