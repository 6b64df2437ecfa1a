import type { PlanEvent, PlanRequest } from '../domain/index.ts';

/** What the control API needs of a hub to tell what a run would do. `runtime` implements it. */
export interface PlanPort {
  /**
   * Plans as it is iterated, writing nothing anywhere; the summary comes last. Stops reading when the signal aborts or the
   * iteration is given up.
   * @throws Failure NOT_FOUND, COMMAND_REJECTED, SOURCE_UNAVAILABLE, SOURCE_REFUSED, TARGET_UNAVAILABLE, STORE_UNAVAILABLE,
   *   BUS_UNAVAILABLE
   */
  plan(request: PlanRequest, signal: AbortSignal): AsyncIterable<PlanEvent>;
}
