import type { VerifyEvent, VerifyRequest } from '../domain/index.ts';

/** What the control API needs from a hub to compare source and targets. `runtime` implements it. */
export interface VerifyPort {
  /**
   * Compares while being iterated; the summary comes last. Writes nothing unless repair is requested. Stops when the
   * signal aborts or the iteration is left; repairs ordered by then remain in effect.
   * @throws Failure NOT_FOUND, COMMAND_REJECTED, SOURCE_UNAVAILABLE, SOURCE_REFUSED, TARGET_UNAVAILABLE, STORE_UNAVAILABLE,
   * BUS_UNAVAILABLE, STREAM_FULL
   */
  verify(request: VerifyRequest, signal: AbortSignal): AsyncIterable<VerifyEvent>;
}
