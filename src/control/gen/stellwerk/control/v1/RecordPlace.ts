// Original file: proto/stellwerk/control/v1/records.proto

/**
 * Where a thing is in a lane.
 */
export const RecordPlace = {
  /**
   * Never sent.
   */
  RECORD_PLACE_UNSPECIFIED: 'RECORD_PLACE_UNSPECIFIED',
  /**
   * The lane has nothing of it: it was left out by the mapping, or is not there yet.
   */
  RECORD_PLACE_NOWHERE: 'RECORD_PLACE_NOWHERE',
  /**
   * The target holds the newest version that the lane has seen.
   */
  RECORD_PLACE_DELIVERED: 'RECORD_PLACE_DELIVERED',
  /**
   * A version stands in the log and the lane has yet to take it.
   */
  RECORD_PLACE_BACKLOG: 'RECORD_PLACE_BACKLOG',
  /**
   * Set aside: it is tried again, or waits behind an earlier one of its key.
   */
  RECORD_PLACE_PARKED: 'RECORD_PLACE_PARKED',
  /**
   * A person paused its key in this lane, and something waits for that.
   */
  RECORD_PLACE_PAUSED: 'RECORD_PLACE_PAUSED',
  /**
   * Its newest version is a dead letter.
   */
  RECORD_PLACE_DEAD_LETTER: 'RECORD_PLACE_DEAD_LETTER',
} as const;

/**
 * Where a thing is in a lane.
 */
export type RecordPlace =
  /**
   * Never sent.
   */
  | 'RECORD_PLACE_UNSPECIFIED'
  | 0
  /**
   * The lane has nothing of it: it was left out by the mapping, or is not there yet.
   */
  | 'RECORD_PLACE_NOWHERE'
  | 1
  /**
   * The target holds the newest version that the lane has seen.
   */
  | 'RECORD_PLACE_DELIVERED'
  | 2
  /**
   * A version stands in the log and the lane has yet to take it.
   */
  | 'RECORD_PLACE_BACKLOG'
  | 3
  /**
   * Set aside: it is tried again, or waits behind an earlier one of its key.
   */
  | 'RECORD_PLACE_PARKED'
  | 4
  /**
   * A person paused its key in this lane, and something waits for that.
   */
  | 'RECORD_PLACE_PAUSED'
  | 5
  /**
   * Its newest version is a dead letter.
   */
  | 'RECORD_PLACE_DEAD_LETTER'
  | 6

/**
 * Where a thing is in a lane.
 */
export type RecordPlace__Output = typeof RecordPlace[keyof typeof RecordPlace]
