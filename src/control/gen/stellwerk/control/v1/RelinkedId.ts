// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RecordId as _stellwerk_control_v1_RecordId, RecordId__Output as _stellwerk_control_v1_RecordId__Output } from '../../../stellwerk/control/v1/RecordId.ts';

/**
 * An id of it.
 */
export interface RelinkedId {
  /**
   * The id.
   */
  'id'?: (_stellwerk_control_v1_RecordId | null);
  /**
   * Another id of the same system stays in its place: the hub knows what it means, but writes under
   * the other, and what is deleted under it deletes nothing.
   */
  'gaveWay'?: (boolean);
}

/**
 * An id of it.
 */
export interface RelinkedId__Output {
  /**
   * The id.
   */
  'id': (_stellwerk_control_v1_RecordId__Output | null);
  /**
   * Another id of the same system stays in its place: the hub knows what it means, but writes under
   * the other, and what is deleted under it deletes nothing.
   */
  'gaveWay': (boolean);
}
