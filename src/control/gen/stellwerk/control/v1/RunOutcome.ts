// Original file: proto/stellwerk/control/v1/runs.proto

/**
 * How a run stands.
 */
export const RunOutcome = {
  /**
   * In a filter: any.
   */
  RUN_OUTCOME_UNSPECIFIED: 'RUN_OUTCOME_UNSPECIFIED',
  /**
   * It is under way.
   */
  RUN_OUTCOME_RUNNING: 'RUN_OUTCOME_RUNNING',
  /**
   * It went through.
   */
  RUN_OUTCOME_SUCCEEDED: 'RUN_OUTCOME_SUCCEEDED',
  /**
   * It ended with a failure.
   */
  RUN_OUTCOME_FAILED: 'RUN_OUTCOME_FAILED',
  /**
   * Somebody stopped it, or the hub did not live to its end.
   */
  RUN_OUTCOME_CANCELLED: 'RUN_OUTCOME_CANCELLED',
} as const;

/**
 * How a run stands.
 */
export type RunOutcome =
  /**
   * In a filter: any.
   */
  | 'RUN_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It is under way.
   */
  | 'RUN_OUTCOME_RUNNING'
  | 1
  /**
   * It went through.
   */
  | 'RUN_OUTCOME_SUCCEEDED'
  | 2
  /**
   * It ended with a failure.
   */
  | 'RUN_OUTCOME_FAILED'
  | 3
  /**
   * Somebody stopped it, or the hub did not live to its end.
   */
  | 'RUN_OUTCOME_CANCELLED'
  | 4

/**
 * How a run stands.
 */
export type RunOutcome__Output = typeof RunOutcome[keyof typeof RunOutcome]
