// Original file: proto/stellwerk/control/v1/imports.proto

/**
 * The state of an import.
 */
export const ImportState = {
  /**
   * Never sent.
   */
  IMPORT_STATE_UNSPECIFIED: 'IMPORT_STATE_UNSPECIFIED',
  /**
   * It waits for an earlier import of its stream.
   */
  IMPORT_STATE_PENDING: 'IMPORT_STATE_PENDING',
  /**
   * It reads and stores rows.
   */
  IMPORT_STATE_RUNNING: 'IMPORT_STATE_RUNNING',
  /**
   * It failed for a transient reason. The hub retries it automatically.
   */
  IMPORT_STATE_WAITING: 'IMPORT_STATE_WAITING',
  /**
   * Paused by an operator.
   */
  IMPORT_STATE_PAUSED: 'IMPORT_STATE_PAUSED',
  /**
   * It failed and an operator has to act. ResumeImport continues where it stopped.
   */
  IMPORT_STATE_FAILED: 'IMPORT_STATE_FAILED',
  /**
   * All rows are stored or rejected.
   */
  IMPORT_STATE_FINISHED: 'IMPORT_STATE_FINISHED',
  /**
   * Cancelled by an operator.
   */
  IMPORT_STATE_CANCELLED: 'IMPORT_STATE_CANCELLED',
} as const;

/**
 * The state of an import.
 */
export type ImportState =
  /**
   * Never sent.
   */
  | 'IMPORT_STATE_UNSPECIFIED'
  | 0
  /**
   * It waits for an earlier import of its stream.
   */
  | 'IMPORT_STATE_PENDING'
  | 1
  /**
   * It reads and stores rows.
   */
  | 'IMPORT_STATE_RUNNING'
  | 2
  /**
   * It failed for a transient reason. The hub retries it automatically.
   */
  | 'IMPORT_STATE_WAITING'
  | 3
  /**
   * Paused by an operator.
   */
  | 'IMPORT_STATE_PAUSED'
  | 4
  /**
   * It failed and an operator has to act. ResumeImport continues where it stopped.
   */
  | 'IMPORT_STATE_FAILED'
  | 5
  /**
   * All rows are stored or rejected.
   */
  | 'IMPORT_STATE_FINISHED'
  | 6
  /**
   * Cancelled by an operator.
   */
  | 'IMPORT_STATE_CANCELLED'
  | 7

/**
 * The state of an import.
 */
export type ImportState__Output = typeof ImportState[keyof typeof ImportState]
