// Original file: proto/stellwerk/control/v1/records.proto

/**
 * Why something stays.
 */
export const RemainderKind = {
  /**
   * Never sent.
   */
  REMAINDER_KIND_UNSPECIFIED: 'REMAINDER_KIND_UNSPECIFIED',
  /**
   * Records in messages that hold others, too. The stream's age limit drops them.
   */
  REMAINDER_KIND_FRAMES: 'REMAINDER_KIND_FRAMES',
  /**
   * The ids of the thing: another stream still holds it.
   */
  REMAINDER_KIND_LINKS: 'REMAINDER_KIND_LINKS',
  /**
   * The stream's reading position names the key until another record is read.
   */
  REMAINDER_KIND_CURSOR: 'REMAINDER_KIND_CURSOR',
  /**
   * Rejected rows that show no key, but hold its text: a person has to look.
   */
  REMAINDER_KIND_UNNAMED_ROWS: 'REMAINDER_KIND_UNNAMED_ROWS',
  /**
   * Imports under way into the stream: their files may hold it.
   */
  REMAINDER_KIND_IMPORTS: 'REMAINDER_KIND_IMPORTS',
} as const;

/**
 * Why something stays.
 */
export type RemainderKind =
  /**
   * Never sent.
   */
  | 'REMAINDER_KIND_UNSPECIFIED'
  | 0
  /**
   * Records in messages that hold others, too. The stream's age limit drops them.
   */
  | 'REMAINDER_KIND_FRAMES'
  | 1
  /**
   * The ids of the thing: another stream still holds it.
   */
  | 'REMAINDER_KIND_LINKS'
  | 2
  /**
   * The stream's reading position names the key until another record is read.
   */
  | 'REMAINDER_KIND_CURSOR'
  | 3
  /**
   * Rejected rows that show no key, but hold its text: a person has to look.
   */
  | 'REMAINDER_KIND_UNNAMED_ROWS'
  | 4
  /**
   * Imports under way into the stream: their files may hold it.
   */
  | 'REMAINDER_KIND_IMPORTS'
  | 5

/**
 * Why something stays.
 */
export type RemainderKind__Output = typeof RemainderKind[keyof typeof RemainderKind]
