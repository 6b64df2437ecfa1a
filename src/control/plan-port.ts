import type { PlanEvent, PlanRequest } from '../domain/index.ts';

/** What the control API needs from a hub to plan a run. `runtime` implements it. */
export interface PlanPort {
  /**
   * Plans while being iterated, without writing anything; the summary comes last. Stops reading when the signal aborts
   * or the iteration is left.
   * @throws Failure NOT_FOUND, COMMAND_REJECTED, SOURCE_UNAVAILABLE, SOURCE_REFUSED, TARGET_UNAVAILABLE, STORE_UNAVAILABLE,
   * BUS_UNAVAILABLE
   */
  plan(request: PlanRequest, signal: AbortSignal): AsyncIterable<PlanEvent>;
}
