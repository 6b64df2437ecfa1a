// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RecordId as _stellwerk_control_v1_RecordId, RecordId__Output as _stellwerk_control_v1_RecordId__Output } from '../../../stellwerk/control/v1/RecordId.ts';

/**
 * An id of a thing after the change.
 */
export interface RelinkedId {
  /**
   * The id.
   */
  'id'?: (_stellwerk_control_v1_RecordId | null);
  /**
   * Whether another id in the same system replaces this one: the hub still recognises this id, but
   * writes under the other, and deletions under this id delete nothing.
   */
  'gaveWay'?: (boolean);
}

/**
 * An id of a thing after the change.
 */
export interface RelinkedId__Output {
  /**
   * The id.
   */
  'id': (_stellwerk_control_v1_RecordId__Output | null);
  /**
   * Whether another id in the same system replaces this one: the hub still recognises this id, but
   * writes under the other, and deletions under this id delete nothing.
   */
  'gaveWay': (boolean);
}
