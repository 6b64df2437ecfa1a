// Original file: proto/stellwerk/control/v1/streams.proto

/**
 * What a stream that captures changes is at.
 */
export const ChangePhase = {
  /**
   * Never sent.
   */
  CHANGE_PHASE_UNSPECIFIED: 'CHANGE_PHASE_UNSPECIFIED',
  /**
   * The source keeps nothing for it: it has not begun, or what was kept is lost.
   */
  CHANGE_PHASE_NONE: 'CHANGE_PHASE_NONE',
  /**
   * What the source held when it began is being read.
   */
  CHANGE_PHASE_SNAPSHOT: 'CHANGE_PHASE_SNAPSHOT',
  /**
   * Changes are told as they happen.
   */
  CHANGE_PHASE_CHANGES: 'CHANGE_PHASE_CHANGES',
} as const;

/**
 * What a stream that captures changes is at.
 */
export type ChangePhase =
  /**
   * Never sent.
   */
  | 'CHANGE_PHASE_UNSPECIFIED'
  | 0
  /**
   * The source keeps nothing for it: it has not begun, or what was kept is lost.
   */
  | 'CHANGE_PHASE_NONE'
  | 1
  /**
   * What the source held when it began is being read.
   */
  | 'CHANGE_PHASE_SNAPSHOT'
  | 2
  /**
   * Changes are told as they happen.
   */
  | 'CHANGE_PHASE_CHANGES'
  | 3

/**
 * What a stream that captures changes is at.
 */
export type ChangePhase__Output = typeof ChangePhase[keyof typeof ChangePhase]
