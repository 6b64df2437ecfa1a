// Original file: proto/stellwerk/control/v1/records.proto

/**
 * Why something remains.
 */
export const RemainderKind = {
  /**
   * Never sent.
   */
  REMAINDER_KIND_UNSPECIFIED: 'REMAINDER_KIND_UNSPECIFIED',
  /**
   * Records in messages that also hold other records. The stream's age limit removes them.
   */
  REMAINDER_KIND_FRAMES: 'REMAINDER_KIND_FRAMES',
  /**
   * The ids of the thing: another stream still holds it.
   */
  REMAINDER_KIND_LINKS: 'REMAINDER_KIND_LINKS',
  /**
   * The stream's cursor contains the key until another record is read.
   */
  REMAINDER_KIND_CURSOR: 'REMAINDER_KIND_CURSOR',
  /**
   * Rejected rows without a known key whose text contains the key. An operator has to check them.
   */
  REMAINDER_KIND_UNNAMED_ROWS: 'REMAINDER_KIND_UNNAMED_ROWS',
  /**
   * Imports in progress into the stream: their files may hold it.
   */
  REMAINDER_KIND_IMPORTS: 'REMAINDER_KIND_IMPORTS',
} as const;

/**
 * Why something remains.
 */
export type RemainderKind =
  /**
   * Never sent.
   */
  | 'REMAINDER_KIND_UNSPECIFIED'
  | 0
  /**
   * Records in messages that also hold other records. The stream's age limit removes them.
   */
  | 'REMAINDER_KIND_FRAMES'
  | 1
  /**
   * The ids of the thing: another stream still holds it.
   */
  | 'REMAINDER_KIND_LINKS'
  | 2
  /**
   * The stream's cursor contains the key until another record is read.
   */
  | 'REMAINDER_KIND_CURSOR'
  | 3
  /**
   * Rejected rows without a known key whose text contains the key. An operator has to check them.
   */
  | 'REMAINDER_KIND_UNNAMED_ROWS'
  | 4
  /**
   * Imports in progress into the stream: their files may hold it.
   */
  | 'REMAINDER_KIND_IMPORTS'
  | 5

/**
 * Why something remains.
 */
export type RemainderKind__Output = typeof RemainderKind[keyof typeof RemainderKind]
