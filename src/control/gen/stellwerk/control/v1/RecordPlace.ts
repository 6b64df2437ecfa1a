// Original file: proto/stellwerk/control/v1/records.proto

/**
 * The place of a thing in a lane.
 */
export const RecordPlace = {
  /**
   * Never sent.
   */
  RECORD_PLACE_UNSPECIFIED: 'RECORD_PLACE_UNSPECIFIED',
  /**
   * The lane has nothing of it: the mapping excludes it, or it has not arrived yet.
   */
  RECORD_PLACE_NOWHERE: 'RECORD_PLACE_NOWHERE',
  /**
   * The target holds the newest version that the lane has seen.
   */
  RECORD_PLACE_DELIVERED: 'RECORD_PLACE_DELIVERED',
  /**
   * A version is in the log and the lane has not taken it yet.
   */
  RECORD_PLACE_BACKLOG: 'RECORD_PLACE_BACKLOG',
  /**
   * Parked: it waits for another attempt, or for an earlier record of its key.
   */
  RECORD_PLACE_PARKED: 'RECORD_PLACE_PARKED',
  /**
   * An operator paused its key in this lane, and a record waits because of that.
   */
  RECORD_PLACE_PAUSED: 'RECORD_PLACE_PAUSED',
  /**
   * Its newest version is a dead letter.
   */
  RECORD_PLACE_DEAD_LETTER: 'RECORD_PLACE_DEAD_LETTER',
} as const;

/**
 * The place of a thing in a lane.
 */
export type RecordPlace =
  /**
   * Never sent.
   */
  | 'RECORD_PLACE_UNSPECIFIED'
  | 0
  /**
   * The lane has nothing of it: the mapping excludes it, or it has not arrived yet.
   */
  | 'RECORD_PLACE_NOWHERE'
  | 1
  /**
   * The target holds the newest version that the lane has seen.
   */
  | 'RECORD_PLACE_DELIVERED'
  | 2
  /**
   * A version is in the log and the lane has not taken it yet.
   */
  | 'RECORD_PLACE_BACKLOG'
  | 3
  /**
   * Parked: it waits for another attempt, or for an earlier record of its key.
   */
  | 'RECORD_PLACE_PARKED'
  | 4
  /**
   * An operator paused its key in this lane, and a record waits because of that.
   */
  | 'RECORD_PLACE_PAUSED'
  | 5
  /**
   * Its newest version is a dead letter.
   */
  | 'RECORD_PLACE_DEAD_LETTER'
  | 6

/**
 * The place of a thing in a lane.
 */
export type RecordPlace__Output = typeof RecordPlace[keyof typeof RecordPlace]
