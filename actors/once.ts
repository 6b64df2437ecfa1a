/** Repeats arrive within minutes (a caller's retry, a redelivery); 10,000 ids cover hours of commands. */
const MAX_REMEMBERED = 10_000;

/**
 * Carries out each id once: a repeated id gets the outcome of the first call, even while that is still in progress. A
 * rejected call was not carried out, so its id is forgotten and may be tried again.
 */
export function createOnce() {
  const outcomes = new Map<string, Promise<void>>();

  function remember(id: string, outcome: Promise<void>): void {
    const oldest = outcomes.keys().next();
    if (outcomes.size >= MAX_REMEMBERED && !oldest.done) outcomes.delete(oldest.value);
    outcomes.set(id, outcome);
  }

  return async function once(id: string, job: () => Promise<void>): Promise<void> {
    const known = outcomes.get(id);
    if (known !== undefined) return known;
    const outcome = job();
    remember(id, outcome);
    try {
      await outcome;
    } catch (error) {
      outcomes.delete(id);
      throw error;
    }
  };
}
