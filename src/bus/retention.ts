import type { BusConnection } from './connection.ts';
import { busFailure } from './failures.ts';
import { busNames } from './names.ts';
import { readExtent } from './backlog.ts';

/**
 * Removes history older than `maxAgeMs`. The hub does it rather than the server's `max_age`, since only the hub knows what all
 * lanes have settled: what has not been is kept however old it is.
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
    const upTo = Math.min(kept?.seq ?? Number.MAX_SAFE_INTEGER, options.settledSeq + 1);
    return await purge(bus, name, upTo);
  } catch (error) {
    throw busFailure(error, `trim stream ${stream}`);
  }
}

/** Frees the older half of what every lane has settled, for a stream that is full. @returns the number of records removed */
export async function makeRoom(
  bus: BusConnection,
  stream: string,
  settledSeq: number,
): Promise<number> {
  const { firstSeq } = await readExtent(bus, stream);
  if (settledSeq < firstSeq) return 0;
  const middle = firstSeq + Math.ceil((settledSeq - firstSeq + 1) / 2);
  try {
    return await purge(bus, busNames(bus.namespace).stream(stream), middle);
  } catch (error) {
    throw busFailure(error, `make room in stream ${stream}`);
  }
}

/** Purges everything before `seq`. */
async function purge(bus: BusConnection, name: string, seq: number): Promise<number> {
  if (seq <= 1) return 0;
  const { purged } = await bus.jsm.streams.purge(name, { seq });
  return purged;
}
