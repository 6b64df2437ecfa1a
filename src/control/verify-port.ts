import type { VerifyEvent, VerifyRequest } from '../domain/index.ts';

/** What the control API needs of a hub to compare source and targets. `runtime` implements it. */
export interface VerifyPort {
  /**
   * Compares as it is iterated; the summary comes last. Writes nothing, unless it is to repair. Stops when the signal aborts or
   * the iteration is given up; what was sent again by then stays so.
   * @throws Failure NOT_FOUND, COMMAND_REJECTED, SOURCE_UNAVAILABLE, SOURCE_REFUSED, TARGET_UNAVAILABLE, STORE_UNAVAILABLE,
   *   BUS_UNAVAILABLE, STREAM_FULL
   */
  verify(request: VerifyRequest, signal: AbortSignal): AsyncIterable<VerifyEvent>;
}
