import type { Relinked, RelinkOrder } from '../domain/index.ts';

/**
 * What the control API needs from a hub to merge and split things. `runtime` implements it. Both methods throw Failure:
 * NOT_FOUND for an unknown id; MERGE_REFUSED and SPLIT_REFUSED, after which nothing has changed; STORE_UNAVAILABLE,
 * BUS_UNAVAILABLE.
 */
export interface RelinkPort {
  /** Returns what a change would do. Writes nothing. */
  preview(order: RelinkOrder, signal: AbortSignal): Promise<Relinked>;
  /**
   * Carries out the order completely or not at all.
   * @param requestId idempotency key: a repeated order is not carried out again and gets the first answer, with the ids
   *   as they are by then. Default: every call is carried out
   */
  change(order: RelinkOrder, signal: AbortSignal, requestId?: string): Promise<Relinked>;
}
