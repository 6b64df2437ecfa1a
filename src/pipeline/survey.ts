import type { StoredRecord } from '../domain/index.ts';
import type { Lane } from './lane.ts';
import type { LaneMessage } from './ports.ts';

type Place = Pick<StoredRecord, 'key' | 'version' | 'seq'>;

export interface SurveyRange {
  readonly behindSeq: number;
  /** At most. */
  readonly records: number;
}

/**
 * Looks through a part of a lane's log, or all that it holds there. It keeps places alone: the lane may have died of the size of its
 * records.
 * @returns the places of records behind which a newer version of their thing stands; of equal ones the later is newer, as in a batch
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
