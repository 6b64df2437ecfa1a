/** Returns numbers in [0, 1). */
export type Random = () => number;

/** Returns the same numbers for the same seed (mulberry32): samples must look alike on every machine. */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Returns a whole number from `least` to `most`, both included. */
export function between(random: Random, least: number, most: number): number {
  return least + Math.floor(random() * (most - least + 1));
}

export function pick<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[between(random, 0, items.length - 1)] ?? items[0];
}

/** Returns distinct items in their order, at most `count`. */
export function pickSome<Item>(random: Random, items: readonly Item[], count: number): Item[] {
  const chosen = new Set<number>();
  while (chosen.size < Math.min(count, items.length))
    chosen.add(between(random, 0, items.length - 1));
  return items.filter((_, index) => chosen.has(index));
}
