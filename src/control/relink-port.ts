import type { Relinked, RelinkOrder } from '../domain/index.ts';

/**
 * What the control API needs of a hub to make one thing of two, and two of one. `runtime` implements it. Both throw Failure: NOT_FOUND
 * for an id that nobody knows, MERGE_REFUSED and SPLIT_REFUSED, after which nothing has changed, STORE_UNAVAILABLE, BUS_UNAVAILABLE.
 */
export interface RelinkPort {
  /** What a change would do; writes nothing. */
  preview(order: RelinkOrder, signal: AbortSignal): Promise<Relinked>;
  /**
   * Carries the order out, all of it or nothing.
   * @param requestId names the order: a repeat is carried out once and gets the first answer, with the ids as they are by then.
   *   Default: every call is an order of its own
   */
  change(order: RelinkOrder, signal: AbortSignal, requestId?: string): Promise<Relinked>;
}
