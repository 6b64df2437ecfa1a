// Original file: proto/stellwerk/control/v1/runs.proto

/**
 * The outcome of a run.
 */
export const RunOutcome = {
  /**
   * In a filter: any.
   */
  RUN_OUTCOME_UNSPECIFIED: 'RUN_OUTCOME_UNSPECIFIED',
  /**
   * It is in progress.
   */
  RUN_OUTCOME_RUNNING: 'RUN_OUTCOME_RUNNING',
  /**
   * It succeeded.
   */
  RUN_OUTCOME_SUCCEEDED: 'RUN_OUTCOME_SUCCEEDED',
  /**
   * It ended with a failure.
   */
  RUN_OUTCOME_FAILED: 'RUN_OUTCOME_FAILED',
  /**
   * It was stopped, or the hub ended before it did.
   */
  RUN_OUTCOME_CANCELLED: 'RUN_OUTCOME_CANCELLED',
} as const;

/**
 * The outcome of a run.
 */
export type RunOutcome =
  /**
   * In a filter: any.
   */
  | 'RUN_OUTCOME_UNSPECIFIED'
  | 0
  /**
   * It is in progress.
   */
  | 'RUN_OUTCOME_RUNNING'
  | 1
  /**
   * It succeeded.
   */
  | 'RUN_OUTCOME_SUCCEEDED'
  | 2
  /**
   * It ended with a failure.
   */
  | 'RUN_OUTCOME_FAILED'
  | 3
  /**
   * It was stopped, or the hub ended before it did.
   */
  | 'RUN_OUTCOME_CANCELLED'
  | 4

/**
 * The outcome of a run.
 */
export type RunOutcome__Output = typeof RunOutcome[keyof typeof RunOutcome]
