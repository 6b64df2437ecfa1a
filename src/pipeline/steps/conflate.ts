import type { Item } from '../item.ts';

/**
 * Of several versions of one thing in a batch of state only the newest is needed; the others are superseded. For equal
 * versions the later one in the stream counts, since the source told it later.
 */
export function conflate(items: readonly Item[]): void {
  keepNewest(items, ({ record }) => record.key);
}

/** The same for things that are told apart otherwise. */
export function keepNewest<Any extends Item>(
  items: readonly Any[],
  thingOf: (item: Any) => string,
): void {
  const newest = new Map<string, Any>();
  for (const item of items) {
    if (item.verdict !== null) continue;
    const thing = thingOf(item);
    const known = newest.get(thing);
    const older = known && known.record.version > item.record.version ? item : known;
    if (older && known) {
      older.verdict = { kind: 'superseded' };
      // What an earlier attempt may have created is met by the newest as well.
      const inDoubt = known.inDoubt || item.inDoubt;
      known.inDoubt = inDoubt;
      item.inDoubt = inDoubt;
    }
    if (older !== item) newest.set(thing, item);
  }
}

/** Events are all delivered, in order: the nth wave holds the nth record of each key. */
export function toWaves(items: readonly Item[]): Item[][] {
  const waves: Item[][] = [];
  const seen = new Map<string, number>();
  for (const item of items) {
    if (item.verdict !== null) continue;
    const nth = seen.get(item.record.key) ?? 0;
    seen.set(item.record.key, nth + 1);
    (waves[nth] ??= []).push(item);
  }
  return waves;
}
