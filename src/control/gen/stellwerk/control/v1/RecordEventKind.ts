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
   * A lane found it valid. This event, `linked` and `mapped` are derived from today's rules.
   */
  RECORD_EVENT_KIND_VALIDATED: 'RECORD_EVENT_KIND_VALIDATED',
  /**
   * A lane linked it to its master key.
   */
  RECORD_EVENT_KIND_LINKED: 'RECORD_EVENT_KIND_LINKED',
  /**
   * A lane mapped it to the target's document.
   */
  RECORD_EVENT_KIND_MAPPED: 'RECORD_EVENT_KIND_MAPPED',
  /**
   * A delivery attempt failed.
   */
  RECORD_EVENT_KIND_ATTEMPT: 'RECORD_EVENT_KIND_ATTEMPT',
  /**
   * It was parked, for another attempt or behind another record.
   */
  RECORD_EVENT_KIND_SET_ASIDE: 'RECORD_EVENT_KIND_SET_ASIDE',
  /**
   * It became a dead letter.
   */
  RECORD_EVENT_KIND_BURIED: 'RECORD_EVENT_KIND_BURIED',
  /**
   * Its dead letter was closed.
   */
  RECORD_EVENT_KIND_CLOSED: 'RECORD_EVENT_KIND_CLOSED',
  /**
   * The target accepted it.
   */
  RECORD_EVENT_KIND_APPLIED: 'RECORD_EVENT_KIND_APPLIED',
  /**
   * The target already held this content, or the mapping excluded the record.
   */
  RECORD_EVENT_KIND_UNCHANGED: 'RECORD_EVENT_KIND_UNCHANGED',
  /**
   * A newer version superseded it.
   */
  RECORD_EVENT_KIND_SUPERSEDED: 'RECORD_EVENT_KIND_SUPERSEDED',
  /**
   * The hub itself had written it to the source.
   */
  RECORD_EVENT_KIND_ECHO: 'RECORD_EVENT_KIND_ECHO',
  /**
   * It is waiting now.
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
   * A lane found it valid. This event, `linked` and `mapped` are derived from today's rules.
   */
  | 'RECORD_EVENT_KIND_VALIDATED'
  | 2
  /**
   * A lane linked it to its master key.
   */
  | 'RECORD_EVENT_KIND_LINKED'
  | 3
  /**
   * A lane mapped it to the target's document.
   */
  | 'RECORD_EVENT_KIND_MAPPED'
  | 4
  /**
   * A delivery attempt failed.
   */
  | 'RECORD_EVENT_KIND_ATTEMPT'
  | 5
  /**
   * It was parked, for another attempt or behind another record.
   */
  | 'RECORD_EVENT_KIND_SET_ASIDE'
  | 6
  /**
   * It became a dead letter.
   */
  | 'RECORD_EVENT_KIND_BURIED'
  | 7
  /**
   * Its dead letter was closed.
   */
  | 'RECORD_EVENT_KIND_CLOSED'
  | 8
  /**
   * The target accepted it.
   */
  | 'RECORD_EVENT_KIND_APPLIED'
  | 9
  /**
   * The target already held this content, or the mapping excluded the record.
   */
  | 'RECORD_EVENT_KIND_UNCHANGED'
  | 10
  /**
   * A newer version superseded it.
   */
  | 'RECORD_EVENT_KIND_SUPERSEDED'
  | 11
  /**
   * The hub itself had written it to the source.
   */
  | 'RECORD_EVENT_KIND_ECHO'
  | 12
  /**
   * It is waiting now.
   */
  | 'RECORD_EVENT_KIND_WAITING'
  | 13

/**
 * What happened.
 */
export type RecordEventKind__Output = typeof RecordEventKind[keyof typeof RecordEventKind]
