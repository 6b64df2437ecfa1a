// Original file: proto/stellwerk/control/v1/conflicts.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { ConflictSide as _stellwerk_control_v1_ConflictSide, ConflictSide__Output as _stellwerk_control_v1_ConflictSide__Output } from '../../../stellwerk/control/v1/ConflictSide.ts';

/**
 * One field that both sides changed.
 */
export interface FieldConflict {
  /**
   * Rises with time.
   */
  'id'?: (string);
  /**
   * When it was decided.
   */
  'metAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The flow.
   */
  'flow'?: (string);
  /**
   * The hub's own id of the thing, decimal digits.
   */
  'masterKey'?: (string);
  /**
   * The thing's key where it was read when the conflict was met.
   */
  'key'?: (string);
  /**
   * The field, as the first side calls it.
   */
  'field'?: (string);
  /**
   * Both sides, the first one first.
   */
  'sides'?: (_stellwerk_control_v1_ConflictSide)[];
}

/**
 * One field that both sides changed.
 */
export interface FieldConflict__Output {
  /**
   * Rises with time.
   */
  'id': (string);
  /**
   * When it was decided.
   */
  'metAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The flow.
   */
  'flow': (string);
  /**
   * The hub's own id of the thing, decimal digits.
   */
  'masterKey': (string);
  /**
   * The thing's key where it was read when the conflict was met.
   */
  'key': (string);
  /**
   * The field, as the first side calls it.
   */
  'field': (string);
  /**
   * Both sides, the first one first.
   */
  'sides': (_stellwerk_control_v1_ConflictSide__Output)[];
}
