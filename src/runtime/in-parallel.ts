/**
 * Does the same for each item, so many at a time; ten thousand at once would only queue elsewhere, and hold memory there.
 * @throws the first failure; what is under way then goes on, nothing else begins
 */
export async function inParallel<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  let failed = false;
  const workers = Array.from({ length: Math.min(atOnce, items.length) }, async () => {
    for (const item of rest) {
      if (failed) return;
      await work(item).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  });
  await Promise.all(workers);
}
