// Original file: proto/stellwerk/control/v1/dead_letters.proto

/**
 * Why a dead letter was closed.
 */
export const DeadLetterClosing = {
  /**
   * It is not closed.
   */
  DEAD_LETTER_CLOSING_UNSPECIFIED: 'DEAD_LETTER_CLOSING_UNSPECIFIED',
  /**
   * The target accepted it.
   */
  DEAD_LETTER_CLOSING_REPLAYED: 'DEAD_LETTER_CLOSING_REPLAYED',
  /**
   * The target accepted a later version of its key; for a row, a record of its key was stored.
   */
  DEAD_LETTER_CLOSING_SUPERSEDED: 'DEAD_LETTER_CLOSING_SUPERSEDED',
  /**
   * An operator discarded it.
   */
  DEAD_LETTER_CLOSING_DISCARDED: 'DEAD_LETTER_CLOSING_DISCARDED',
} as const;

/**
 * Why a dead letter was closed.
 */
export type DeadLetterClosing =
  /**
   * It is not closed.
   */
  | 'DEAD_LETTER_CLOSING_UNSPECIFIED'
  | 0
  /**
   * The target accepted it.
   */
  | 'DEAD_LETTER_CLOSING_REPLAYED'
  | 1
  /**
   * The target accepted a later version of its key; for a row, a record of its key was stored.
   */
  | 'DEAD_LETTER_CLOSING_SUPERSEDED'
  | 2
  /**
   * An operator discarded it.
   */
  | 'DEAD_LETTER_CLOSING_DISCARDED'
  | 3

/**
 * Why a dead letter was closed.
 */
export type DeadLetterClosing__Output = typeof DeadLetterClosing[keyof typeof DeadLetterClosing]
