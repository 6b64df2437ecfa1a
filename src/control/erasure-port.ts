import type { Erasure, ErasureOrder } from '../domain/index.ts';

/**
 * What the control API needs of a hub to erase what it holds of one thing. `runtime` implements it. Both throw Failure: NOT_FOUND
 * without such a stream, ERASURE_REFUSED where the log holds it in frames, STORE_UNAVAILABLE, BUS_UNAVAILABLE.
 */
export interface ErasurePort {
  /** What an erasure would take out and leave; writes nothing. */
  preview(order: ErasureOrder, signal: AbortSignal): Promise<Erasure>;
  /**
   * Erases what is held at this moment. Repeated after a failure in the middle it completes what was begun.
   * @param requestId names the order: a repeat is carried out once and gets the first answer. Default: every call is an order of its own
   */
  erase(order: ErasureOrder, signal: AbortSignal, requestId?: string): Promise<Erasure>;
}
