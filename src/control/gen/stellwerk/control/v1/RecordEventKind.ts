// Original file: proto/stellwerk/control/v1/records.proto

/**
 * What happened.
 */
export const RecordEventKind = {
  /**
   * Never sent.
   */
  RECORD_EVENT_KIND_UNSPECIFIED: 'RECORD_EVENT_KIND_UNSPECIFIED',
  /**
   * A version was stored in the log of its stream.
   */
  RECORD_EVENT_KIND_READ: 'RECORD_EVENT_KIND_READ',
  /**
   * A lane found it valid. This, `linked` and `mapped` are told by today's rules.
   */
  RECORD_EVENT_KIND_VALIDATED: 'RECORD_EVENT_KIND_VALIDATED',
  /**
   * A lane gave it its master key.
   */
  RECORD_EVENT_KIND_LINKED: 'RECORD_EVENT_KIND_LINKED',
  /**
   * A lane made the target's document of it.
   */
  RECORD_EVENT_KIND_MAPPED: 'RECORD_EVENT_KIND_MAPPED',
  /**
   * The target was tried and failed.
   */
  RECORD_EVENT_KIND_ATTEMPT: 'RECORD_EVENT_KIND_ATTEMPT',
  /**
   * It was set aside: to be tried again, or behind another.
   */
  RECORD_EVENT_KIND_SET_ASIDE: 'RECORD_EVENT_KIND_SET_ASIDE',
  /**
   * It became a dead letter.
   */
  RECORD_EVENT_KIND_BURIED: 'RECORD_EVENT_KIND_BURIED',
  /**
   * Its dead letter is over.
   */
  RECORD_EVENT_KIND_CLOSED: 'RECORD_EVENT_KIND_CLOSED',
  /**
   * The target took it.
   */
  RECORD_EVENT_KIND_APPLIED: 'RECORD_EVENT_KIND_APPLIED',
  /**
   * The target held this content already, or the mapping left it out.
   */
  RECORD_EVENT_KIND_UNCHANGED: 'RECORD_EVENT_KIND_UNCHANGED',
  /**
   * A newer version took its place.
   */
  RECORD_EVENT_KIND_SUPERSEDED: 'RECORD_EVENT_KIND_SUPERSEDED',
  /**
   * The hub itself had written it into the source.
   */
  RECORD_EVENT_KIND_ECHO: 'RECORD_EVENT_KIND_ECHO',
  /**
   * It waits now.
   */
  RECORD_EVENT_KIND_WAITING: 'RECORD_EVENT_KIND_WAITING',
} as const;

/**
 * What happened.
 */
export type RecordEventKind =
  /**
   * Never sent.
   */
  | 'RECORD_EVENT_KIND_UNSPECIFIED'
  | 0
  /**
   * A version was stored in the log of its stream.
   */
  | 'RECORD_EVENT_KIND_READ'
  | 1
  /**
   * A lane found it valid. This, `linked` and `mapped` are told by today's rules.
   */
  | 'RECORD_EVENT_KIND_VALIDATED'
  | 2
  /**
   * A lane gave it its master key.
   */
  | 'RECORD_EVENT_KIND_LINKED'
  | 3
  /**
   * A lane made the target's document of it.
   */
  | 'RECORD_EVENT_KIND_MAPPED'
  | 4
  /**
   * The target was tried and failed.
   */
  | 'RECORD_EVENT_KIND_ATTEMPT'
  | 5
  /**
   * It was set aside: to be tried again, or behind another.
   */
  | 'RECORD_EVENT_KIND_SET_ASIDE'
  | 6
  /**
   * It became a dead letter.
   */
  | 'RECORD_EVENT_KIND_BURIED'
  | 7
  /**
   * Its dead letter is over.
   */
  | 'RECORD_EVENT_KIND_CLOSED'
  | 8
  /**
   * The target took it.
   */
  | 'RECORD_EVENT_KIND_APPLIED'
  | 9
  /**
   * The target held this content already, or the mapping left it out.
   */
  | 'RECORD_EVENT_KIND_UNCHANGED'
  | 10
  /**
   * A newer version took its place.
   */
  | 'RECORD_EVENT_KIND_SUPERSEDED'
  | 11
  /**
   * The hub itself had written it into the source.
   */
  | 'RECORD_EVENT_KIND_ECHO'
  | 12
  /**
   * It waits now.
   */
  | 'RECORD_EVENT_KIND_WAITING'
  | 13

/**
 * What happened.
 */
export type RecordEventKind__Output = typeof RecordEventKind[keyof typeof RecordEventKind]
