// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { ReplayEffect as _stellwerk_control_v1_ReplayEffect, ReplayEffect__Output as _stellwerk_control_v1_ReplayEffect__Output } from '../../../stellwerk/control/v1/ReplayEffect.ts';
import type { FieldDifference as _stellwerk_control_v1_FieldDifference, FieldDifference__Output as _stellwerk_control_v1_FieldDifference__Output } from '../../../stellwerk/control/v1/FieldDifference.ts';

/**
 * What a replay would do.
 */
export interface ReplayPreview {
  /**
   * The dead letter's id.
   */
  'id'?: (string);
  /**
   * What would happen to it.
   */
  'effect'?: (_stellwerk_control_v1_ReplayEffect);
  /**
   * Why it would be a dead letter again; else empty.
   */
  'reason'?: (string);
  /**
   * `upsert` or `delete`.
   */
  'operation'?: (string);
  /**
   * The thing's id in the target; empty when it would be created.
   */
  'externalId'?: (string);
  /**
   * What would be sent, JSON as text; empty where mapping failed.
   */
  'documentJson'?: (string);
  /**
   * Whether it is known what the target got last.
   */
  'lastKnown'?: (boolean);
  /**
   * Against what the target got last; against nothing when that is not known.
   */
  'differences'?: (_stellwerk_control_v1_FieldDifference)[];
}

/**
 * What a replay would do.
 */
export interface ReplayPreview__Output {
  /**
   * The dead letter's id.
   */
  'id': (string);
  /**
   * What would happen to it.
   */
  'effect': (_stellwerk_control_v1_ReplayEffect__Output);
  /**
   * Why it would be a dead letter again; else empty.
   */
  'reason': (string);
  /**
   * `upsert` or `delete`.
   */
  'operation': (string);
  /**
   * The thing's id in the target; empty when it would be created.
   */
  'externalId': (string);
  /**
   * What would be sent, JSON as text; empty where mapping failed.
   */
  'documentJson': (string);
  /**
   * Whether it is known what the target got last.
   */
  'lastKnown': (boolean);
  /**
   * Against what the target got last; against nothing when that is not known.
   */
  'differences': (_stellwerk_control_v1_FieldDifference__Output)[];
}
