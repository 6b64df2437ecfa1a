import type { StoredRecord } from '../domain/index.ts';
import type { Lane } from './lane.ts';
import type { LaneMessage } from './ports.ts';

type Place = Pick<StoredRecord, 'key' | 'version' | 'seq'>;

export interface SurveyRange {
  readonly behindSeq: number;
  /** The most records to read. */
  readonly records: number;
}

/**
 * Scans a range of a lane's log, up to its end. It keeps only keys, versions and seqs, since the size of the records may be what
 * killed the process.
 * @returns the seqs of records that a newer version of their thing follows; of equal versions the later is newer, as in a batch
 * @throws whatever reading throws; the signal's reason when it aborts
 */
export async function survey(
  lane: Pick<Lane, 'openReader'>,
  { behindSeq, records }: SurveyRange,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const places: Place[] = [];
  const reader = await lane.openReader(behindSeq);
  try {
    for (let left = records; left > 0 && !(await reader.allTaken());) {
      const messages = await reader.take(signal, left);
      places.push(...messages.flatMap(placeOf));
      left -= messages.length;
    }
  } finally {
    await reader.close();
  }
  return overtakenOf(places);
}

function overtakenOf(places: readonly Place[]): ReadonlySet<number> {
  const overtaken = new Set<number>();
  const newest = new Map<string, number>();
  for (const { key, version, seq } of places.toReversed()) {
    const behind = newest.get(key) ?? -Infinity;
    if (version <= behind) overtaken.add(seq);
    else newest.set(key, version);
  }
  return overtaken;
}

function placeOf(message: LaneMessage): Place[] {
  if (message.kind !== 'record') return [];
  const { key, version, seq } = message.record;
  return [{ key, version, seq }];
}
