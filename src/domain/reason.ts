/**
 * Returns why a call failed, for the message of a Failure. `fetch` itself says only that it failed, and why in its cause; and where
 * every address of a host was tried, the error has no message, but one error per address.
 */
export function reasonOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown instanceof AggregateError && thrown.message === '') {
    return thrown.errors.map(reasonOf).join('; ');
  }
  const isOfFetch = thrown instanceof TypeError && thrown.cause instanceof Error;
  return isOfFetch ? reasonOf(thrown.cause) : thrown.message;
}
