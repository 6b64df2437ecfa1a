import type { StoredMsg } from '@nats-io/jetstream';
import { JetStreamError } from '@nats-io/jetstream';
import type { StoredRecord } from '../domain/index.ts';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { decodeStored } from './message.ts';
import { busNames } from './names.ts';

/** The server's word for: nothing at or behind that place. */
const NO_MESSAGE = 404;
/** Messages of one answer. */
const BATCH = 500;
/** A key with more versions than that is told by its first so many: nobody reads on, and the walk has an end. */
const MAX_WALKED = 20_000;

/** What the log holds of one key. */
export interface KeyVersions {
  /** The newest of them, newest first. */
  readonly newest: readonly StoredRecord[];
  /** Places of all in the log, rising. */
  readonly seqs: readonly number[];
}

/** The newest versions of a key in the log; none where it holds none. The server finds them by its index of subjects. */
export async function readVersions(
  bus: BusConnection,
  stream: string,
  key: string,
  limit: number,
): Promise<KeyVersions> {
  const subject = busNames(bus.namespace).record(stream, key);
  const seqs: number[] = [];
  let newest: StoredMsg[] = [];
  for (let seq = 1; seqs.length < MAX_WALKED;) {
    const batch = await readBatch(bus, stream, { seq, next_by_subj: subject, batch: BATCH });
    seqs.push(...batch.map((message) => message.seq));
    newest = [...newest, ...batch].slice(-limit);
    if (batch.length < BATCH) break;
    seq = (seqs.at(-1) ?? 0) + 1;
  }
  return { newest: newest.reverse().map(decodeStored), seqs };
}

type Query = Parameters<BusConnection['jsm']['direct']['getBatch']>[1];

async function readBatch(bus: BusConnection, stream: string, query: Query): Promise<StoredMsg[]> {
  try {
    const messages: StoredMsg[] = [];
    const name = busNames(bus.namespace).stream(stream);
    for await (const message of await bus.jsm.direct.getBatch(name, query)) messages.push(message);
    return messages;
  } catch (error) {
    if (error instanceof JetStreamError && 'code' in error && error.code === NO_MESSAGE) return [];
    throw busFailure(error, `read the versions of a key in stream ${stream}`);
  }
}
