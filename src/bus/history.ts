import type { StoredMsg } from '@nats-io/jetstream';
import type { StoredRecord } from '../domain/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { decodeStored } from './message.ts';
import { busNames } from './names.ts';

/** Versions of one key that are read back at most; the newest count. */
const MAX_VERSIONS = 10_000;

/** A record by its place in the log; null when it is not there any more. */
export async function readRecord(
  bus: BusConnection,
  stream: string,
  seq: number,
): Promise<StoredRecord | null> {
  const message = await find(bus, stream, { seq });
  return message && message.seq === seq ? decodeStored(message) : null;
}

/** The newest record of one key; null when the log holds none. */
export async function readNewest(
  bus: BusConnection,
  stream: string,
  key: string,
): Promise<StoredRecord | null> {
  const subject = busNames(bus.namespace).record(stream, key);
  const message = await find(bus, stream, { last_by_subj: subject });
  return message && decodeStored(message);
}

/** All versions of one key that the log holds, oldest first. */
export async function readKey(
  bus: BusConnection,
  stream: string,
  key: string,
): Promise<readonly StoredRecord[]> {
  const subject = busNames(bus.namespace).record(stream, key);
  const records: StoredRecord[] = [];
  for (let seq = 1; ;) {
    const message = await find(bus, stream, { seq, next_by_subj: subject });
    if (!message) return records;
    records.push(decodeStored(message));
    if (records.length > MAX_VERSIONS) records.shift();
    seq = message.seq + 1;
  }
}

/** The place behind which everything was stored at or after the moment; the log's end when nothing was. */
export async function seqBefore(bus: BusConnection, stream: string, atMs: number): Promise<number> {
  const name = busNames(bus.namespace).stream(stream);
  const message = await find(bus, stream, { start_time: new Date(atMs) });
  if (message) return message.seq - 1;
  try {
    return (await bus.jsm.streams.info(name)).state.last_seq;
  } catch (error) {
    throw busFailure(error, `read the end of stream ${stream}`);
  }
}

type Query = Parameters<BusConnection['jsm']['direct']['getMessage']>[1];

async function find(bus: BusConnection, stream: string, query: Query): Promise<StoredMsg | null> {
  try {
    return await bus.jsm.direct.getMessage(busNames(bus.namespace).stream(stream), query);
  } catch (error) {
    throw busFailure(error, `read the history of stream ${stream}`);
  }
}
