// Original file: proto/stellwerk/control/v1/runs.proto

/**
 * How a run came about.
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
   * A lane took history from the log again.
   */
  RUN_KIND_REPLAY: 'RUN_KIND_REPLAY',
} as const;

/**
 * How a run came about.
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
   * A lane took history from the log again.
   */
  | 'RUN_KIND_REPLAY'
  | 3

/**
 * How a run came about.
 */
export type RunKind__Output = typeof RunKind[keyof typeof RunKind]
