import type { Erasure, ErasureOrder } from '../domain/index.ts';

/**
 * What the control API needs from a hub to erase what it holds of one thing. `runtime` implements it. Both methods
 * throw Failure: NOT_FOUND if there is no such stream, ERASURE_REFUSED if the log holds the thing in frames,
 * STORE_UNAVAILABLE, BUS_UNAVAILABLE.
 */
export interface ErasurePort {
  /** Returns what an erasure would remove and leave. Writes nothing. */
  preview(order: ErasureOrder, signal: AbortSignal): Promise<Erasure>;
  /**
   * Erases what the hub currently holds. Repeating it after a failure completes the erasure.
   * @param requestId idempotency key: a repeated order is not carried out again and gets the first answer. Default:
   *   every call is carried out
   */
  erase(order: ErasureOrder, signal: AbortSignal, requestId?: string): Promise<Erasure>;
}
