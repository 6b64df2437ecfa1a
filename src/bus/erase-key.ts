import type { JetStreamManager } from '@nats-io/jetstream';
import { jetstreamManager } from '@nats-io/jetstream';
import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { endOf, setAnchor } from './log-end.ts';
import { busNames } from './names.ts';
import { findFramed, findSingles, readBatch, readVersion } from './versions.ts';

/** The server overwrites a message on disk and waits for the disk, which takes long while others write. */
const OVERWRITE_LIMIT_MS = 30_000;
/** Messages in one answer. */
const BATCH = 500;

/** What a stream's log holds of a key. */
export interface KeyInLog {
  /** Records in messages of their own, which can be erased. */
  readonly singles: number;
  /** Records in frames, which are removed only together with all other records of their frame. */
  readonly framed: number;
  /** Position and time of the newest record in a frame; null if there is none. */
  readonly newestFramed: { readonly seq: number; readonly storedAtMs: number } | null;
}

export async function findKey(bus: BusConnection, stream: string, key: string): Promise<KeyInLog> {
  try {
    const singles = await findSingles(bus, stream, key, 1);
    let framed = 0;
    let newestFramed: KeyInLog['newestFramed'] = null;
    for (const place of await findFramed(bus, stream, key)) {
      const record = await readVersion(bus, stream, place, key);
      if (!record) continue;
      framed++;
      newestFramed = { seq: record.seq, storedAtMs: record.storedAtMs };
    }
    return { singles: singles.length, framed, newestFramed };
  } catch (error) {
    throw busFailure(error, `look for a key in stream ${stream}`);
  }
}

/**
 * Erases the records of a key that are messages of their own, up to the current end of the log, and overwrites them on
 * the server's disk. A purge would leave their bytes there until the server compacts its file. Call it while the
 * stream's lanes are stopped.
 * @returns how many were erased
 */
export async function eraseKey(bus: BusConnection, stream: string, key: string): Promise<number> {
  const names = busNames(bus.namespace);
  const name = names.stream(stream);
  const subject = names.record(stream, key);
  let erased = 0;
  try {
    const jsm = await jetstreamManager(bus.nc, { timeout: OVERWRITE_LIMIT_MS, checkAPI: false });
    const end = await endOf(bus, stream, await bus.jsm.streams.info(name));
    // The last message may be among them; without it the log no longer tells how its records are numbered.
    if (bus.numberings.anchor(stream)) await setAnchor(bus, stream, end);
    for (let from = 1; from <= end.streamSeq;) {
      const query = { seq: from, next_by_subj: subject, batch: BATCH };
      const batch = await readBatch(bus, stream, query);
      for (const { seq } of batch) {
        if (seq <= end.streamSeq && (await eraseMessage(jsm, name, seq))) erased++;
      }
      const last = batch.at(-1);
      if (!last) break;
      from = last.seq + 1;
    }
    return erased;
  } catch (error) {
    throw busFailure(error, `erase a key in stream ${stream}`);
  } finally {
    // Otherwise lanes would still read the records from memory.
    bus.tails.of(stream).lose();
  }
}

/** @returns whether the message existed; history may be trimmed in the meantime */
async function eraseMessage(jsm: JetStreamManager, name: string, seq: number): Promise<boolean> {
  try {
    return await jsm.streams.deleteMessage(name, seq, true);
  } catch (error) {
    if ((await jsm.direct.getMessage(name, { seq })) === null) return false;
    throw error;
  }
}
