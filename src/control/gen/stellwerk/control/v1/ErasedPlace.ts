// Original file: proto/stellwerk/control/v1/records.proto

/**
 * Where something of a thing is held.
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
   * Records that a lane had set aside.
   */
  ERASED_PLACE_PARKED: 'ERASED_PLACE_PARKED',
  /**
   * The order that its records wait in a lane.
   */
  ERASED_PLACE_PAUSED_KEYS: 'ERASED_PLACE_PAUSED_KEYS',
  /**
   * Dead letters and rejected rows with their content.
   */
  ERASED_PLACE_DEAD_LETTERS: 'ERASED_PLACE_DEAD_LETTERS',
  /**
   * How records that had been set aside ended.
   */
  ERASED_PLACE_RETRIED: 'ERASED_PLACE_RETRIED',
  /**
   * What targets got last: version, hash, the id there.
   */
  ERASED_PLACE_APPLIED: 'ERASED_PLACE_APPLIED',
  /**
   * Hints that it is to be fetched.
   */
  ERASED_PLACE_HINTS: 'ERASED_PLACE_HINTS',
  /**
   * Runs whose reading position named it. The runs stay, without position.
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
   * Entries of the audit log whose pseudonym means nothing to anybody any more. The entries stay,
   * and those of erasures are found by the key.
   */
  ERASED_PLACE_AUDIT: 'ERASED_PLACE_AUDIT',
} as const;

/**
 * Where something of a thing is held.
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
   * Records that a lane had set aside.
   */
  | 'ERASED_PLACE_PARKED'
  | 2
  /**
   * The order that its records wait in a lane.
   */
  | 'ERASED_PLACE_PAUSED_KEYS'
  | 3
  /**
   * Dead letters and rejected rows with their content.
   */
  | 'ERASED_PLACE_DEAD_LETTERS'
  | 4
  /**
   * How records that had been set aside ended.
   */
  | 'ERASED_PLACE_RETRIED'
  | 5
  /**
   * What targets got last: version, hash, the id there.
   */
  | 'ERASED_PLACE_APPLIED'
  | 6
  /**
   * Hints that it is to be fetched.
   */
  | 'ERASED_PLACE_HINTS'
  | 7
  /**
   * Runs whose reading position named it. The runs stay, without position.
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
   * Entries of the audit log whose pseudonym means nothing to anybody any more. The entries stay,
   * and those of erasures are found by the key.
   */
  | 'ERASED_PLACE_AUDIT'
  | 12

/**
 * Where something of a thing is held.
 */
export type ErasedPlace__Output = typeof ErasedPlace[keyof typeof ErasedPlace]
