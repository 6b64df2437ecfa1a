import type { StreamInfo } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { busFailure, isConsumerNotFound } from './failures.ts';
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

export function extentOf({ state }: Pick<StreamInfo, 'state'>): StreamExtent {
  return {
    records: state.messages,
    bytes: state.bytes,
    firstSeq: state.first_seq,
    lastSeq: state.last_seq,
  };
}

export async function readExtent(bus: BusConnection, stream: string): Promise<StreamExtent> {
  try {
    return extentOf(await bus.jsm.streams.info(busNames(bus.namespace).stream(stream)));
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
  const names = busNames(bus.namespace);
  const name = names.stream(stream);
  try {
    const oldest = await bus.jsm.direct.getMessage(name, {
      seq: settledSeq + 1,
      next_by_subj: names.records(stream),
    });
    if (!oldest) return { records: 0, oldestAtMs: null };
    const records = await countBehind(bus, name, names.lane(lane), settledSeq);
    return { records: Math.max(1, records), oldestAtMs: oldest.time.getTime() };
  } catch (error) {
    throw busFailure(error, `read the backlog of lane ${lane}`);
  }
}

async function countBehind(
  bus: BusConnection,
  stream: string,
  consumer: string,
  settledSeq: number,
): Promise<number> {
  const { state } = await bus.jsm.streams.info(stream);
  const { first_seq, last_seq } = state;
  const places = last_seq - Math.max(settledSeq, first_seq - 1);
  // Every place holds a record; the lane may have no consumer, or one that it does not use now.
  if (state.messages === last_seq - first_seq + 1) return places;
  try {
    const { num_pending, num_ack_pending } = await bus.jsm.consumers.info(stream, consumer);
    return num_pending + num_ack_pending;
  } catch (error) {
    if (!isConsumerNotFound(error)) throw error;
    // A lane that has never run, or is just making its consumer anew: an upper bound then.
    return places;
  }
}
