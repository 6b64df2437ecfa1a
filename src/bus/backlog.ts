import type { StreamInfo } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { busFailure, isConsumerNotFound } from './failures.ts';
import type { FoundMessage } from './find-message.ts';
import { findMessage } from './find-message.ts';
import { endOf } from './log-end.ts';
import { busNames } from './names.ts';
import { hasLog } from './streams.ts';

/** Places without a record, of which one answer of the server tells each; more would not fit into a message of a megabyte. */
const MAX_GAPS = 50_000;

/** What a stream holds now. */
export interface StreamExtent {
  readonly records: number;
  readonly bytes: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
}

/** What stands in a stream behind a lane's position. */
export interface Backlog {
  readonly records: number;
  /** When its oldest record was stored; null when nothing waits. */
  readonly oldestAtMs: number | null;
}

/** Null when the stream has no log. */
export async function findExtent(bus: BusConnection, stream: string): Promise<StreamExtent | null> {
  return (await hasLog(bus, stream)) ? readExtent(bus, stream) : null;
}

/** By what JetStream tells of the log. @throws Failure BUS_UNAVAILABLE */
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
    // A frame is never taken out of the middle, so what is missing there were single records.
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

/** Counts what is stored behind `settledSeq`, exact also where versions were conflated away. */
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
  // Every place holds a record; the lane may have no consumer, or one that it does not use now.
  if (!num_deleted) return places;
  // Single records are missing that were erased. What was conflated away is more, and such a lane always has its consumer.
  if (info.config.max_msgs_per_subject <= 0 && num_deleted <= MAX_GAPS) {
    const { state } = await bus.jsm.streams.info(name, { deleted_details: true });
    return places - (state.deleted ?? []).filter((seq) => seq > message.seq).length;
  }
  try {
    const { num_pending, num_ack_pending } = await bus.jsm.consumers.info(name, names.lane(lane));
    return num_pending + num_ack_pending;
  } catch (error) {
    if (!isConsumerNotFound(error)) throw error;
    // A lane that has never run, or is just making its consumer anew: an upper bound then.
    return places;
  }
}
