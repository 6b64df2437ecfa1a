import type { StoredMsg } from '@nats-io/jetstream';
import { JetStreamError } from '@nats-io/jetstream';
import type { StoredRecord } from '../domain/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import type { FramedPlace } from './frame-index.ts';
import { isNumbered, rangeOf } from './log-end.ts';
import { openMessage, recordIn } from './message.ts';
import { busNames } from './names.ts';

/** The server's code for "no message at or behind that position". */
const NO_MESSAGE = 404;
/** Messages in one answer. */
const BATCH = 500;
/** Maximum number of versions that are searched; of a key with more, only the first are reported. */
const MAX_WALKED = 20_000;

/** The versions of a key in the log. */
export interface KeyVersions {
  /** The newest of them, newest first. */
  readonly newest: readonly StoredRecord[];
  /** The positions of all, ascending. */
  readonly seqs: readonly number[];
}

/** The position of a version of a key: in a message of its own, or possibly in a frame, since hashes may collide. */
export type VersionPlace = SinglePlace | FramedPlace;

interface SinglePlace {
  readonly seq: number;
  /** Set only for the newest ones. */
  readonly message: StoredMsg | null;
}

/** Reads the newest versions of a key in the log; empty if it holds none. */
export async function readVersions(
  bus: BusConnection,
  stream: string,
  key: string,
  limit: number,
): Promise<KeyVersions> {
  try {
    const places = await findVersions(bus, stream, key, limit);
    const seqs = new Set(places.map(({ seq }) => seq));
    const newest: StoredRecord[] = [];
    for (const place of places.toReversed()) {
      if (newest.length === limit) break;
      const record = await readVersion(bus, stream, place, key);
      if (record) newest.push(record);
      else seqs.delete(place.seq);
    }
    return { newest, seqs: [...seqs] };
  } catch (error) {
    throw busFailure(error, `read the versions of a key in stream ${stream}`);
  }
}

/**
 * Returns the positions of versions of a key, ascending; the newest `limit` can be read.
 * @throws what the client throws
 */
export async function findVersions(
  bus: BusConnection,
  stream: string,
  key: string,
  limit: number,
): Promise<readonly VersionPlace[]> {
  const framed = await findFramed(bus, stream, key);
  const singles = await findSingles(bus, stream, key, limit);
  if (framed.length === 0) return singles;
  return [...singles, ...framed].toSorted((one, other) => one.seq - other.seq);
}

/** Returns the positions in frames, ascending. @throws what the client throws */
export async function findFramed(
  bus: BusConnection,
  stream: string,
  key: string,
): Promise<readonly FramedPlace[]> {
  return (await isNumbered(bus, stream)) ? bus.frameIndex.find(bus, stream, key) : [];
}

/** Returns null if the record is not of that key or no longer stored. @throws what the client throws */
export async function readVersion(
  bus: BusConnection,
  stream: string,
  place: VersionPlace,
  key: string,
): Promise<StoredRecord | null> {
  const { seq } = place;
  if ('message' in place) {
    return (
      place.message && recordIn(openMessage(place.message, { firstSeq: seq, lastSeq: seq }), seq)
    );
  }
  const opened = bus.recentFrames.find(stream, seq) ?? (await openFrame(bus, stream, place));
  if (!opened) return null;
  bus.recentFrames.keep(stream, opened);
  const record = recordIn(opened, seq);
  return record?.key === key ? record : null;
}

async function openFrame(bus: BusConnection, stream: string, { streamSeq }: FramedPlace) {
  const name = busNames(bus.namespace).stream(stream);
  const message = await bus.jsm.direct.getMessage(name, { seq: streamSeq });
  return message && openMessage(message, await rangeOf(bus, stream, message));
}

/**
 * Returns the positions of messages of their own, ascending, by the server's index of subjects.
 * @throws what the client throws
 */
export async function findSingles(
  bus: BusConnection,
  stream: string,
  key: string,
  limit: number,
): Promise<SinglePlace[]> {
  const subject = busNames(bus.namespace).record(stream, key);
  const seqs: number[] = [];
  let newest: StoredMsg[] = [];
  for (let streamSeq = 1; seqs.length < MAX_WALKED;) {
    const query = { seq: streamSeq, next_by_subj: subject, batch: BATCH };
    const batch = await readBatch(bus, stream, query);
    for (const message of batch) seqs.push((await rangeOf(bus, stream, message)).lastSeq);
    newest = [...newest, ...batch].slice(-limit);
    const last = batch.at(-1);
    if (!last) break;
    streamSeq = last.seq + 1;
  }
  const unread = seqs.length - newest.length;
  return seqs.map((seq, index) => ({ seq, message: newest[index - unread] ?? null }));
}

type Query = Parameters<BusConnection['jsm']['direct']['getBatch']>[1];

/**
 * Returns fewer messages than asked for where the server's limit for one answer is reached; none only if no message is at
 * or behind the position.
 * @throws what the client throws
 */
export async function readBatch(
  bus: BusConnection,
  stream: string,
  query: Query,
): Promise<StoredMsg[]> {
  try {
    const messages: StoredMsg[] = [];
    const name = busNames(bus.namespace).stream(stream);
    for await (const message of await bus.jsm.direct.getBatch(name, query)) messages.push(message);
    return messages;
  } catch (error) {
    if (error instanceof JetStreamError && 'code' in error && error.code === NO_MESSAGE) return [];
    throw error;
  }
}
