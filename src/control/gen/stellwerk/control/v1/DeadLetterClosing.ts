// Original file: proto/stellwerk/control/v1/dead_letters.proto

/**
 * Why a dead letter is over.
 */
export const DeadLetterClosing = {
  /**
   * It is not.
   */
  DEAD_LETTER_CLOSING_UNSPECIFIED: 'DEAD_LETTER_CLOSING_UNSPECIFIED',
  /**
   * The target took it.
   */
  DEAD_LETTER_CLOSING_REPLAYED: 'DEAD_LETTER_CLOSING_REPLAYED',
  /**
   * The target took a later version of its key; for a row, a record of its key was stored.
   */
  DEAD_LETTER_CLOSING_SUPERSEDED: 'DEAD_LETTER_CLOSING_SUPERSEDED',
  /**
   * A person gave it up.
   */
  DEAD_LETTER_CLOSING_DISCARDED: 'DEAD_LETTER_CLOSING_DISCARDED',
} as const;

/**
 * Why a dead letter is over.
 */
export type DeadLetterClosing =
  /**
   * It is not.
   */
  | 'DEAD_LETTER_CLOSING_UNSPECIFIED'
  | 0
  /**
   * The target took it.
   */
  | 'DEAD_LETTER_CLOSING_REPLAYED'
  | 1
  /**
   * The target took a later version of its key; for a row, a record of its key was stored.
   */
  | 'DEAD_LETTER_CLOSING_SUPERSEDED'
  | 2
  /**
   * A person gave it up.
   */
  | 'DEAD_LETTER_CLOSING_DISCARDED'
  | 3

/**
 * Why a dead letter is over.
 */
export type DeadLetterClosing__Output = typeof DeadLetterClosing[keyof typeof DeadLetterClosing]
