import type { StoredRecord } from '../domain/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { findMessage } from './find-message.ts';
import { rangeOf, readEnd } from './log-end.ts';
import { openMessage, recordIn } from './message.ts';
import { busNames } from './names.ts';
import { findFramed, findVersions, readVersion } from './versions.ts';

/** The maximum number of versions of one key that are read; the newest take precedence. */
const MAX_VERSIONS = 10_000;
/** nats-server counts nanoseconds in 64 bits, which end in the year 2262; a later time would overflow into the past. */
const MAX_SERVER_MS = 9_223_372_036_000;

/** Reads a record by its position in the log; null if it is no longer stored. */
export async function readRecord(
  bus: BusConnection,
  stream: string,
  seq: number,
): Promise<StoredRecord | null> {
  return asking(stream, async () => {
    const recent = bus.recentFrames.find(stream, seq);
    if (recent) return recordIn(recent, seq);
    const found = await findMessage(bus, stream, seq);
    if (!found || seq < found.range.firstSeq) return null;
    const opened = openMessage(found.message, found.range);
    bus.recentFrames.keep(stream, opened);
    return recordIn(opened, seq);
  });
}

/** Reads the newest record of a key; null if the log holds none. */
export async function readNewest(
  bus: BusConnection,
  stream: string,
  key: string,
): Promise<StoredRecord | null> {
  return asking(stream, async () => {
    const names = busNames(bus.namespace);
    const query = { last_by_subj: names.record(stream, key) };
    const message = await bus.jsm.direct.getMessage(names.stream(stream), query);
    const range = message && (await rangeOf(bus, stream, message));
    for (const place of (await findFramed(bus, stream, key)).toReversed()) {
      if (place.seq < (range?.lastSeq ?? 0)) break;
      const newest = await readVersion(bus, stream, place, key);
      if (newest) return newest;
    }
    return message && range && recordIn(openMessage(message, range), range.lastSeq);
  });
}

/** Reads all versions of a key that the log holds, oldest first. */
export async function readKey(
  bus: BusConnection,
  stream: string,
  key: string,
): Promise<readonly StoredRecord[]> {
  return asking(stream, async () => {
    const records: StoredRecord[] = [];
    for (const place of (await findVersions(bus, stream, key, MAX_VERSIONS)).slice(-MAX_VERSIONS)) {
      const record = await readVersion(bus, stream, place, key);
      if (record) records.push(record);
    }
    return records;
  });
}

/**
 * Returns the position behind which everything was stored at or after the given time; the log's end if there is
 * nothing.
 */
export async function seqBefore(bus: BusConnection, stream: string, atMs: number): Promise<number> {
  return asking(stream, async () => {
    const end = await readEnd(bus, stream);
    const name = busNames(bus.namespace).stream(stream);
    const query = { start_time: new Date(Math.min(Math.max(atMs, 0), MAX_SERVER_MS)) };
    const message = await bus.jsm.direct.getMessage(name, query);
    return message ? (await rangeOf(bus, stream, message)).firstSeq - 1 : end.seq;
  });
}

async function asking<T>(stream: string, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw busFailure(error, `read the history of stream ${stream}`);
  }
}
