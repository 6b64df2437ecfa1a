// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { ReplayEffect as _stellwerk_control_v1_ReplayEffect, ReplayEffect__Output as _stellwerk_control_v1_ReplayEffect__Output } from '../../../stellwerk/control/v1/ReplayEffect.ts';
import type { FieldDifference as _stellwerk_control_v1_FieldDifference, FieldDifference__Output as _stellwerk_control_v1_FieldDifference__Output } from '../../../stellwerk/control/v1/FieldDifference.ts';

/**
 * What a replay would do to a dead letter.
 */
export interface ReplayPreview {
  /**
   * The dead letter's id.
   */
  'id'?: (string);
  /**
   * The effect of the replay.
   */
  'effect'?: (_stellwerk_control_v1_ReplayEffect);
  /**
   * Why it would become a dead letter again; otherwise empty.
   */
  'reason'?: (string);
  /**
   * `upsert` or `delete`.
   */
  'operation'?: (string);
  /**
   * The thing's id in the target; empty if it would be created.
   */
  'externalId'?: (string);
  /**
   * What would be sent, as JSON text; empty if mapping failed.
   */
  'documentJson'?: (string);
  /**
   * Whether the hub knows what it last sent to the target.
   */
  'lastKnown'?: (boolean);
  /**
   * Differences from what the target last received, or from nothing if that is not known.
   */
  'differences'?: (_stellwerk_control_v1_FieldDifference)[];
}

/**
 * What a replay would do to a dead letter.
 */
export interface ReplayPreview__Output {
  /**
   * The dead letter's id.
   */
  'id': (string);
  /**
   * The effect of the replay.
   */
  'effect': (_stellwerk_control_v1_ReplayEffect__Output);
  /**
   * Why it would become a dead letter again; otherwise empty.
   */
  'reason': (string);
  /**
   * `upsert` or `delete`.
   */
  'operation': (string);
  /**
   * The thing's id in the target; empty if it would be created.
   */
  'externalId': (string);
  /**
   * What would be sent, as JSON text; empty if mapping failed.
   */
  'documentJson': (string);
  /**
   * Whether the hub knows what it last sent to the target.
   */
  'lastKnown': (boolean);
  /**
   * Differences from what the target last received, or from nothing if that is not known.
   */
  'differences': (_stellwerk_control_v1_FieldDifference__Output)[];
}
