import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { findMessage } from './find-message.ts';
import { endOf, rangeOf, setAnchor } from './log-end.ts';
import { busNames } from './names.ts';
import { readExtent } from './backlog.ts';

/**
 * Removes history older than `maxAgeMs`. The hub does this instead of the server's `max_age`, since only the hub knows
 * what all lanes have settled: unsettled records are kept regardless of age. A frame that is not completely settled is
 * kept as a whole.
 * @param settledSeq the lowest position among the stream's lanes
 * @returns the number of records removed
 */
export async function trimHistory(
  bus: BusConnection,
  stream: string,
  options: { readonly settledSeq: number; readonly maxAgeMs: number; readonly nowMs: number },
): Promise<number> {
  const name = busNames(bus.namespace).stream(stream);
  try {
    const cutoff = new Date(options.nowMs - options.maxAgeMs);
    const kept = await bus.jsm.direct.getMessage(name, { start_time: cutoff });
    const keptSeq = kept ? (await rangeOf(bus, stream, kept)).firstSeq : Number.MAX_SAFE_INTEGER;
    return await purge(bus, stream, Math.min(keptSeq, options.settledSeq + 1));
  } catch (error) {
    throw busFailure(error, `trim stream ${stream}`);
  }
}

/**
 * Frees the older half of what every lane has settled, for a full stream. A settled frame that reaches beyond the middle
 * is removed as well: otherwise a log whose first frame holds more than half would never have room again.
 * @returns the number of records removed
 */
export async function makeRoom(
  bus: BusConnection,
  stream: string,
  settledSeq: number,
): Promise<number> {
  const { firstSeq } = await readExtent(bus, stream);
  if (settledSeq < firstSeq) return 0;
  const middle = firstSeq + Math.ceil((settledSeq - firstSeq + 1) / 2);
  try {
    const last = await findMessage(bus, stream, middle - 1);
    const isSettled = last !== null && last.range.lastSeq <= settledSeq;
    return await purge(bus, stream, isSettled ? last.range.lastSeq + 1 : middle);
  } catch (error) {
    throw busFailure(error, `make room in stream ${stream}`);
  }
}

/** Purges all messages that hold only records before `seq`. @returns the number of records removed */
async function purge(bus: BusConnection, stream: string, seq: number): Promise<number> {
  if (seq <= 1) return 0;
  const name = busNames(bus.namespace).stream(stream);
  const info = await bus.jsm.streams.info(name);
  const end = await endOf(bus, stream, info);
  bus.recentFrames.forget(stream);
  if (!bus.numberings.anchor(stream)) {
    return (await bus.jsm.streams.purge(name, { seq })).purged;
  }
  const kept = seq <= end.seq ? await findMessage(bus, stream, seq) : null;
  // An empty log no longer tells how its records are numbered.
  if (!kept) await setAnchor(bus, stream, end);
  const firstKept = kept ? kept.message.seq : end.streamSeq + 1;
  const first = info.state.messages > 0 ? await findMessage(bus, stream, 1) : null;
  if (!first || firstKept <= first.message.seq) return 0;
  await bus.jsm.streams.purge(name, { seq: firstKept });
  return (kept ? kept.range.firstSeq : end.seq + 1) - first.range.firstSeq;
}
