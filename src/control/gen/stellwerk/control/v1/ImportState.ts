// Original file: proto/stellwerk/control/v1/imports.proto

/**
 * What an import is doing.
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
   * Rows are read and stored.
   */
  IMPORT_STATE_RUNNING: 'IMPORT_STATE_RUNNING',
  /**
   * Failed for a reason that passes; tried again by itself.
   */
  IMPORT_STATE_WAITING: 'IMPORT_STATE_WAITING',
  /**
   * Paused by a person.
   */
  IMPORT_STATE_PAUSED: 'IMPORT_STATE_PAUSED',
  /**
   * A person is needed; ResumeImport goes on where it was.
   */
  IMPORT_STATE_FAILED: 'IMPORT_STATE_FAILED',
  /**
   * All rows are stored or rejected.
   */
  IMPORT_STATE_FINISHED: 'IMPORT_STATE_FINISHED',
  /**
   * Ended by a person.
   */
  IMPORT_STATE_CANCELLED: 'IMPORT_STATE_CANCELLED',
} as const;

/**
 * What an import is doing.
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
   * Rows are read and stored.
   */
  | 'IMPORT_STATE_RUNNING'
  | 2
  /**
   * Failed for a reason that passes; tried again by itself.
   */
  | 'IMPORT_STATE_WAITING'
  | 3
  /**
   * Paused by a person.
   */
  | 'IMPORT_STATE_PAUSED'
  | 4
  /**
   * A person is needed; ResumeImport goes on where it was.
   */
  | 'IMPORT_STATE_FAILED'
  | 5
  /**
   * All rows are stored or rejected.
   */
  | 'IMPORT_STATE_FINISHED'
  | 6
  /**
   * Ended by a person.
   */
  | 'IMPORT_STATE_CANCELLED'
  | 7

/**
 * What an import is doing.
 */
export type ImportState__Output = typeof ImportState[keyof typeof ImportState]
