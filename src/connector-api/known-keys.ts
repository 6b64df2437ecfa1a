import type { JsonObject, Version } from '../domain/index.ts';

/** A request for a page of known keys. */
export interface KnownKeysRequest {
  /** Where the previous page ended; null for the first. Keep it in the cursor: pages continue there after a crash. */
  readonly place: JsonObject | null;
  /** Only things whose last record has an older version. The others have been reported since. */
  readonly before: Version;
  /** The maximum number of keys. */
  readonly limit: number;
  readonly signal: AbortSignal;
}

/** A page of known keys. */
export interface KnownKeysPage {
  /** May be empty, and may repeat keys of earlier pages. */
  readonly keys: readonly string[];
  /** Where the next page begins; null after the last. */
  readonly place: JsonObject | null;
}

/**
 * The keys of all things that a stream has reported and that the hub does not know to be deleted. A source of changes that
 * starts over asks for them, because nothing else shows what was deleted in between.
 */
export interface KnownKeys {
  /**
   * Returns the page after the place. Ask for the first page only when all records returned to the hub earlier are
   * stored (`ChangeSource.confirm`), otherwise records still in flight are missed. Throws `Failure` `STORE_UNAVAILABLE` or
   * `BUS_UNAVAILABLE`, which `read` may pass on.
   */
  page(request: KnownKeysRequest): Promise<KnownKeysPage>;
}
