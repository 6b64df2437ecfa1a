// Original file: proto/stellwerk/control/v1/dead_letters.proto

/**
 * Who is to blame.
 */
export const DeadLetterClass = {
  /**
   * In a filter: any.
   */
  DEAD_LETTER_CLASS_UNSPECIFIED: 'DEAD_LETTER_CLASS_UNSPECIFIED',
  /**
   * The record; its owner corrects it, and the next version replaces it.
   */
  DEAD_LETTER_CLASS_DATA: 'DEAD_LETTER_CLASS_DATA',
  /**
   * Mapping, target or hub; once mended, replay.
   */
  DEAD_LETTER_CLASS_PIPELINE: 'DEAD_LETTER_CLASS_PIPELINE',
} as const;

/**
 * Who is to blame.
 */
export type DeadLetterClass =
  /**
   * In a filter: any.
   */
  | 'DEAD_LETTER_CLASS_UNSPECIFIED'
  | 0
  /**
   * The record; its owner corrects it, and the next version replaces it.
   */
  | 'DEAD_LETTER_CLASS_DATA'
  | 1
  /**
   * Mapping, target or hub; once mended, replay.
   */
  | 'DEAD_LETTER_CLASS_PIPELINE'
  | 2

/**
 * Who is to blame.
 */
export type DeadLetterClass__Output = typeof DeadLetterClass[keyof typeof DeadLetterClass]
