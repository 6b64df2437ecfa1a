// Original file: proto/stellwerk/control/v1/streams.proto

/**
 * The phase of a stream that captures changes.
 */
export const ChangePhase = {
  /**
   * Never sent.
   */
  CHANGE_PHASE_UNSPECIFIED: 'CHANGE_PHASE_UNSPECIFIED',
  /**
   * The source keeps no changes for it: capture has not begun, or the kept changes are lost.
   */
  CHANGE_PHASE_NONE: 'CHANGE_PHASE_NONE',
  /**
   * The hub reads what the source held when capture began.
   */
  CHANGE_PHASE_SNAPSHOT: 'CHANGE_PHASE_SNAPSHOT',
  /**
   * The hub receives changes as they happen.
   */
  CHANGE_PHASE_CHANGES: 'CHANGE_PHASE_CHANGES',
  /**
   * The hub has read the source again, and deletes things that the source no longer holds.
   */
  CHANGE_PHASE_DELETIONS: 'CHANGE_PHASE_DELETIONS',
} as const;

/**
 * The phase of a stream that captures changes.
 */
export type ChangePhase =
  /**
   * Never sent.
   */
  | 'CHANGE_PHASE_UNSPECIFIED'
  | 0
  /**
   * The source keeps no changes for it: capture has not begun, or the kept changes are lost.
   */
  | 'CHANGE_PHASE_NONE'
  | 1
  /**
   * The hub reads what the source held when capture began.
   */
  | 'CHANGE_PHASE_SNAPSHOT'
  | 2
  /**
   * The hub receives changes as they happen.
   */
  | 'CHANGE_PHASE_CHANGES'
  | 3
  /**
   * The hub has read the source again, and deletes things that the source no longer holds.
   */
  | 'CHANGE_PHASE_DELETIONS'
  | 4

/**
 * The phase of a stream that captures changes.
 */
export type ChangePhase__Output = typeof ChangePhase[keyof typeof ChangePhase]
