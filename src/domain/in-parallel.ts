/**
 * Runs work for each item, at most `limit` at once: ten thousand at once would only queue and hold memory elsewhere. Returns the
 * results in the order of the items. After a failure no new work starts; work in flight is awaited, then the failure is thrown.
 * @param signal when it aborts, no new work starts, and its reason is thrown
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  let failed = false;
  async function worker(): Promise<void> {
    while (next < items.length && !failed) {
      signal?.throwIfAborted();
      const index = next++;
      try {
        results[index] = await work(items[index] as Item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  }
  const workers = await Promise.allSettled(
    Array.from({ length: Math.min(limit, items.length) }, worker),
  );
  const broken = workers.find((one) => one.status === 'rejected');
  if (broken) throw broken.reason;
  return results;
}
