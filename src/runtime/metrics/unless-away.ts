/** Time limit for answers of the servers; a scrape has ten seconds by default. */
const ANSWER_MS = 3_000;

/** Null when the server is unavailable: the other figures are still reported, and `stellwerk_server_up` shows the outage. */
export async function unlessAway<T>(call: Promise<T>): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), ANSWER_MS);
  try {
    return await Promise.race([call, late.promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
