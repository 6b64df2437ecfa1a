// Original file: proto/stellwerk/control/v1/dead_letters.proto

/**
 * Where the fault lies.
 */
export const DeadLetterClass = {
  /**
   * In a filter: any class.
   */
  DEAD_LETTER_CLASS_UNSPECIFIED: 'DEAD_LETTER_CLASS_UNSPECIFIED',
  /**
   * In the record. Its owner corrects it, and the next version replaces it.
   */
  DEAD_LETTER_CLASS_DATA: 'DEAD_LETTER_CLASS_DATA',
  /**
   * In the mapping, the target or the hub. Once that is fixed, replay the letter.
   */
  DEAD_LETTER_CLASS_PIPELINE: 'DEAD_LETTER_CLASS_PIPELINE',
} as const;

/**
 * Where the fault lies.
 */
export type DeadLetterClass =
  /**
   * In a filter: any class.
   */
  | 'DEAD_LETTER_CLASS_UNSPECIFIED'
  | 0
  /**
   * In the record. Its owner corrects it, and the next version replaces it.
   */
  | 'DEAD_LETTER_CLASS_DATA'
  | 1
  /**
   * In the mapping, the target or the hub. Once that is fixed, replay the letter.
   */
  | 'DEAD_LETTER_CLASS_PIPELINE'
  | 2

/**
 * Where the fault lies.
 */
export type DeadLetterClass__Output = typeof DeadLetterClass[keyof typeof DeadLetterClass]
