import type { StreamInfo } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { busFailure, isConsumerNotFound } from './failures.ts';
import type { FoundMessage } from './find-message.ts';
import { findMessage } from './find-message.ts';
import { endOf } from './log-end.ts';
import { busNames } from './names.ts';
import { hasLog } from './streams.ts';

/** Gaps that the server lists in one answer; more would not fit into a message of 1 MB. */
const MAX_GAPS = 50_000;

/** What a stream holds now. */
export interface StreamExtent {
  readonly records: number;
  readonly bytes: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** The records of a stream behind a lane's position. */
export interface Backlog {
  readonly records: number;
  /** When the oldest of them was stored; null if there are none. */
  readonly oldestAtMs: number | null;
}

/** Returns null if the stream has no log. */
export async function findExtent(bus: BusConnection, stream: string): Promise<StreamExtent | null> {
  return (await hasLog(bus, stream)) ? readExtent(bus, stream) : null;
}

/** Computes the extent from JetStream's information about the log. @throws Failure BUS_UNAVAILABLE */
export async function extentOf(
  bus: BusConnection,
  stream: string,
  info: Pick<StreamInfo, 'config' | 'state'>,
): Promise<StreamExtent> {
  try {
    const { messages, bytes, first_seq, num_deleted } = info.state;
    const { seq: lastSeq } = await endOf(bus, stream, info);
    if (!bus.numberings.anchor(stream)) {
      return { records: messages, bytes, firstSeq: first_seq, lastSeq };
    }
    const first = messages > 0 ? await findMessage(bus, stream, 1) : null;
    const firstSeq = first?.range.firstSeq ?? lastSeq + 1;
    // Frames are never removed from the middle of a log, so each deleted message was a single record.
    return { records: lastSeq - firstSeq + 1 - (num_deleted ?? 0), bytes, firstSeq, lastSeq };
  } catch (error) {
    throw busFailure(error, `read the extent of stream ${stream}`);
  }
}

export async function readExtent(bus: BusConnection, stream: string): Promise<StreamExtent> {
  try {
    const info = await bus.jsm.streams.info(busNames(bus.namespace).stream(stream));
    return await extentOf(bus, stream, info);
  } catch (error) {
    throw busFailure(error, `read the extent of stream ${stream}`);
  }
}

/** Counts the records stored behind `settledSeq`. The count is exact even where versions were conflated away. */
export async function readBacklog(
  bus: BusConnection,
  stream: string,
  lane: string,
  settledSeq: number,
): Promise<Backlog> {
  try {
    const oldest = await findMessage(bus, stream, settledSeq + 1);
    if (!oldest) return { records: 0, oldestAtMs: null };
    const records = await countBehind(bus, { stream, lane, settledSeq }, oldest);
    return { records: Math.max(1, records), oldestAtMs: oldest.message.time.getTime() };
  } catch (error) {
    throw busFailure(error, `read the backlog of lane ${lane}`);
  }
}

interface LanePlace {
  readonly stream: string;
  readonly lane: string;
  readonly settledSeq: number;
}

/** @param oldest the first message behind the lane's position */
async function countBehind(
  bus: BusConnection,
  { stream, lane, settledSeq }: LanePlace,
  { message, range }: FoundMessage,
): Promise<number> {
  const names = busNames(bus.namespace);
  const name = names.stream(stream);
  const info = await bus.jsm.streams.info(name);
  const { num_deleted } = info.state;
  const { seq: lastSeq } = await endOf(bus, stream, info);
  const places = lastSeq - Math.max(settledSeq, range.firstSeq - 1);
  // No record is missing, so no consumer is needed: the lane may have none, or one that it does not use now.
  if (!num_deleted) return places;
  // The missing messages are single records that were erased. Conflation leaves more gaps, and such a lane always has
  // its consumer.
  if (info.config.max_msgs_per_subject <= 0 && num_deleted <= MAX_GAPS) {
    const { state } = await bus.jsm.streams.info(name, { deleted_details: true });
    return places - (state.deleted ?? []).filter((seq) => seq > message.seq).length;
  }
  try {
    const { num_pending, num_ack_pending } = await bus.jsm.consumers.info(name, names.lane(lane));
    return num_pending + num_ack_pending;
  } catch (error) {
    if (!isConsumerNotFound(error)) throw error;
    // The lane has never run, or is recreating its consumer: return an upper bound.
    return places;
  }
}
