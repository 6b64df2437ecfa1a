// Original file: proto/stellwerk/control/v1/conflicts.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { ConflictSide as _stellwerk_control_v1_ConflictSide, ConflictSide__Output as _stellwerk_control_v1_ConflictSide__Output } from '../../../stellwerk/control/v1/ConflictSide.ts';

/**
 * A field that both sides changed.
 */
export interface FieldConflict {
  /**
   * Id of the conflict. Later conflicts have higher ids.
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
   * The hub's own id of the thing, in decimal digits.
   */
  'masterKey'?: (string);
  /**
   * The thing's key in the source where the record that met the conflict was read.
   */
  'key'?: (string);
  /**
   * Name of the field on the first side.
   */
  'field'?: (string);
  /**
   * Both sides, the first one first.
   */
  'sides'?: (_stellwerk_control_v1_ConflictSide)[];
}

/**
 * A field that both sides changed.
 */
export interface FieldConflict__Output {
  /**
   * Id of the conflict. Later conflicts have higher ids.
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
   * The hub's own id of the thing, in decimal digits.
   */
  'masterKey': (string);
  /**
   * The thing's key in the source where the record that met the conflict was read.
   */
  'key': (string);
  /**
   * Name of the field on the first side.
   */
  'field': (string);
  /**
   * Both sides, the first one first.
   */
  'sides': (_stellwerk_control_v1_ConflictSide__Output)[];
}
