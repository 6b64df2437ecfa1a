import type { Item } from '../item.ts';

/**
 * Keeps the newest of several versions of a key in a batch of state; the others are superseded. Of equal versions the later one in
 * the stream counts, since the source sent it later.
 */
export function conflate(items: readonly Item[]): void {
  keepNewest(items, ({ record }) => record.key);
}

/** Does the same for things that are identified by something other than their key. */
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
      const newer = older === item ? known : item;
      // A repetition of the same version says nothing new about the target.
      newer.replacesDoubtful ||=
        older.replacesDoubtful || (older.inDoubt && older.record.version !== newer.record.version);
      // The newest version also meets what an earlier attempt may have created.
      const inDoubt = known.inDoubt || item.inDoubt;
      known.inDoubt = inDoubt;
      item.inDoubt = inDoubt;
    }
    if (older !== item) newest.set(thing, item);
  }
}

/** Divides events into waves, so that all are delivered in order: the nth wave holds the nth record of each key. */
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
