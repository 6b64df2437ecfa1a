import type { StreamInfo } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { busFailure, isConsumerNotFound } from './failures.ts';
import { findMessage } from './find-message.ts';
import { endOf } from './log-end.ts';
import { busNames } from './names.ts';
import { hasLog } from './streams.ts';

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
    const { messages, bytes, first_seq } = info.state;
    const { seq: lastSeq } = await endOf(bus, stream, info);
    if (!bus.numberings.anchor(stream)) {
      return { records: messages, bytes, firstSeq: first_seq, lastSeq };
    }
    const first = messages > 0 ? await findMessage(bus, stream, 1) : null;
    const firstSeq = first?.range.firstSeq ?? lastSeq + 1;
    return { records: lastSeq - firstSeq + 1, bytes, firstSeq, lastSeq };
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
    const records = await countBehind(bus, stream, lane, settledSeq);
    return { records: Math.max(1, records), oldestAtMs: oldest.message.time.getTime() };
  } catch (error) {
    throw busFailure(error, `read the backlog of lane ${lane}`);
  }
}

async function countBehind(
  bus: BusConnection,
  stream: string,
  lane: string,
  settledSeq: number,
): Promise<number> {
  const names = busNames(bus.namespace);
  const name = names.stream(stream);
  const info = await bus.jsm.streams.info(name);
  const { first_seq, last_seq, messages } = info.state;
  const { firstSeq, lastSeq } = await extentOf(bus, stream, info);
  const places = lastSeq - Math.max(settledSeq, firstSeq - 1);
  // Every place holds a record; the lane may have no consumer, or one that it does not use now.
  if (messages === last_seq - first_seq + 1) return places;
  try {
    const { num_pending, num_ack_pending } = await bus.jsm.consumers.info(name, names.lane(lane));
    return num_pending + num_ack_pending;
  } catch (error) {
    if (!isConsumerNotFound(error)) throw error;
    // A lane that has never run, or is just making its consumer anew: an upper bound then.
    return places;
  }
}
