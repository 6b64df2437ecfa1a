// Original file: proto/stellwerk/control/v1/dead_letters.proto

/**
 * The state of a dead letter.
 */
export const DeadLetterState = {
  /**
   * Never sent.
   */
  DEAD_LETTER_STATE_UNSPECIFIED: 'DEAD_LETTER_STATE_UNSPECIFIED',
  /**
   * Waits for an operator, or for a later version of the same key.
   */
  DEAD_LETTER_STATE_OPEN: 'DEAD_LETTER_STATE_OPEN',
  /**
   * Being sent to the target again.
   */
  DEAD_LETTER_STATE_REPLAYING: 'DEAD_LETTER_STATE_REPLAYING',
  /**
   * Closed; kept for 30 days.
   */
  DEAD_LETTER_STATE_CLOSED: 'DEAD_LETTER_STATE_CLOSED',
} as const;

/**
 * The state of a dead letter.
 */
export type DeadLetterState =
  /**
   * Never sent.
   */
  | 'DEAD_LETTER_STATE_UNSPECIFIED'
  | 0
  /**
   * Waits for an operator, or for a later version of the same key.
   */
  | 'DEAD_LETTER_STATE_OPEN'
  | 1
  /**
   * Being sent to the target again.
   */
  | 'DEAD_LETTER_STATE_REPLAYING'
  | 2
  /**
   * Closed; kept for 30 days.
   */
  | 'DEAD_LETTER_STATE_CLOSED'
  | 3

/**
 * The state of a dead letter.
 */
export type DeadLetterState__Output = typeof DeadLetterState[keyof typeof DeadLetterState]
