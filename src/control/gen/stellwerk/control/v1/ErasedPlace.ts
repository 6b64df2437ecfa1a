// Original file: proto/stellwerk/control/v1/records.proto

/**
 * A place where the hub holds something of a thing.
 */
export const ErasedPlace = {
  /**
   * Never sent.
   */
  ERASED_PLACE_UNSPECIFIED: 'ERASED_PLACE_UNSPECIFIED',
  /**
   * Records in the stream's log.
   */
  ERASED_PLACE_LOG: 'ERASED_PLACE_LOG',
  /**
   * Records that a lane had parked.
   */
  ERASED_PLACE_PARKED: 'ERASED_PLACE_PARKED',
  /**
   * Pauses of its key in lanes.
   */
  ERASED_PLACE_PAUSED_KEYS: 'ERASED_PLACE_PAUSED_KEYS',
  /**
   * Dead letters and rejected rows with their content.
   */
  ERASED_PLACE_DEAD_LETTERS: 'ERASED_PLACE_DEAD_LETTERS',
  /**
   * Outcomes of records that had been parked.
   */
  ERASED_PLACE_RETRIED: 'ERASED_PLACE_RETRIED',
  /**
   * What targets last received: version, hash, the id there.
   */
  ERASED_PLACE_APPLIED: 'ERASED_PLACE_APPLIED',
  /**
   * Hints that the thing has to be fetched.
   */
  ERASED_PLACE_HINTS: 'ERASED_PLACE_HINTS',
  /**
   * Runs whose cursor or error message contained its key. The runs stay, without what contained it.
   */
  ERASED_PLACE_RUNS: 'ERASED_PLACE_RUNS',
  /**
   * What both sides of a two-way flow hold.
   */
  ERASED_PLACE_TWO_WAY: 'ERASED_PLACE_TWO_WAY',
  /**
   * Conflicts of two-way flows.
   */
  ERASED_PLACE_CONFLICTS: 'ERASED_PLACE_CONFLICTS',
  /**
   * Its ids in all systems, with its master key.
   */
  ERASED_PLACE_LINKS: 'ERASED_PLACE_LINKS',
  /**
   * Entries of the audit log whose pseudonym can no longer be resolved. The entries stay, and those
   * of erasures can be found by the key.
   */
  ERASED_PLACE_AUDIT: 'ERASED_PLACE_AUDIT',
} as const;

/**
 * A place where the hub holds something of a thing.
 */
export type ErasedPlace =
  /**
   * Never sent.
   */
  | 'ERASED_PLACE_UNSPECIFIED'
  | 0
  /**
   * Records in the stream's log.
   */
  | 'ERASED_PLACE_LOG'
  | 1
  /**
   * Records that a lane had parked.
   */
  | 'ERASED_PLACE_PARKED'
  | 2
  /**
   * Pauses of its key in lanes.
   */
  | 'ERASED_PLACE_PAUSED_KEYS'
  | 3
  /**
   * Dead letters and rejected rows with their content.
   */
  | 'ERASED_PLACE_DEAD_LETTERS'
  | 4
  /**
   * Outcomes of records that had been parked.
   */
  | 'ERASED_PLACE_RETRIED'
  | 5
  /**
   * What targets last received: version, hash, the id there.
   */
  | 'ERASED_PLACE_APPLIED'
  | 6
  /**
   * Hints that the thing has to be fetched.
   */
  | 'ERASED_PLACE_HINTS'
  | 7
  /**
   * Runs whose cursor or error message contained its key. The runs stay, without what contained it.
   */
  | 'ERASED_PLACE_RUNS'
  | 8
  /**
   * What both sides of a two-way flow hold.
   */
  | 'ERASED_PLACE_TWO_WAY'
  | 9
  /**
   * Conflicts of two-way flows.
   */
  | 'ERASED_PLACE_CONFLICTS'
  | 10
  /**
   * Its ids in all systems, with its master key.
   */
  | 'ERASED_PLACE_LINKS'
  | 11
  /**
   * Entries of the audit log whose pseudonym can no longer be resolved. The entries stay, and those
   * of erasures can be found by the key.
   */
  | 'ERASED_PLACE_AUDIT'
  | 12

/**
 * A place where the hub holds something of a thing.
 */
export type ErasedPlace__Output = typeof ErasedPlace[keyof typeof ErasedPlace]
