// Original file: proto/stellwerk/control/v1/runs.proto

/**
 * The kind of a run.
 */
export const RunKind = {
  /**
   * In a filter: any.
   */
  RUN_KIND_UNSPECIFIED: 'RUN_KIND_UNSPECIFIED',
  /**
   * The source was read from its cursor, by schedule or by command.
   */
  RUN_KIND_POLL: 'RUN_KIND_POLL',
  /**
   * A bulk import.
   */
  RUN_KIND_IMPORT: 'RUN_KIND_IMPORT',
  /**
   * A lane read records from the log again.
   */
  RUN_KIND_REPLAY: 'RUN_KIND_REPLAY',
} as const;

/**
 * The kind of a run.
 */
export type RunKind =
  /**
   * In a filter: any.
   */
  | 'RUN_KIND_UNSPECIFIED'
  | 0
  /**
   * The source was read from its cursor, by schedule or by command.
   */
  | 'RUN_KIND_POLL'
  | 1
  /**
   * A bulk import.
   */
  | 'RUN_KIND_IMPORT'
  | 2
  /**
   * A lane read records from the log again.
   */
  | 'RUN_KIND_REPLAY'
  | 3

/**
 * The kind of a run.
 */
export type RunKind__Output = typeof RunKind[keyof typeof RunKind]
