// Original file: proto/stellwerk/control/v1/dead_letters.proto

/**
 * Where a dead letter stands.
 */
export const DeadLetterState = {
  /**
   * Never sent.
   */
  DEAD_LETTER_STATE_UNSPECIFIED: 'DEAD_LETTER_STATE_UNSPECIFIED',
  /**
   * Waits for a person, or for a later version of the same key.
   */
  DEAD_LETTER_STATE_OPEN: 'DEAD_LETTER_STATE_OPEN',
  /**
   * On its way into the target again.
   */
  DEAD_LETTER_STATE_REPLAYING: 'DEAD_LETTER_STATE_REPLAYING',
  /**
   * Over; kept for 30 days.
   */
  DEAD_LETTER_STATE_CLOSED: 'DEAD_LETTER_STATE_CLOSED',
} as const;

/**
 * Where a dead letter stands.
 */
export type DeadLetterState =
  /**
   * Never sent.
   */
  | 'DEAD_LETTER_STATE_UNSPECIFIED'
  | 0
  /**
   * Waits for a person, or for a later version of the same key.
   */
  | 'DEAD_LETTER_STATE_OPEN'
  | 1
  /**
   * On its way into the target again.
   */
  | 'DEAD_LETTER_STATE_REPLAYING'
  | 2
  /**
   * Over; kept for 30 days.
   */
  | 'DEAD_LETTER_STATE_CLOSED'
  | 3

/**
 * Where a dead letter stands.
 */
export type DeadLetterState__Output = typeof DeadLetterState[keyof typeof DeadLetterState]
