// Original file: proto/stellwerk/control/v1/plans.proto

import type { PlanEffect as _stellwerk_control_v1_PlanEffect, PlanEffect__Output as _stellwerk_control_v1_PlanEffect__Output } from '../../../stellwerk/control/v1/PlanEffect.ts';
import type { PlanBasis as _stellwerk_control_v1_PlanBasis, PlanBasis__Output as _stellwerk_control_v1_PlanBasis__Output } from '../../../stellwerk/control/v1/PlanBasis.ts';
import type { FieldDifference as _stellwerk_control_v1_FieldDifference, FieldDifference__Output as _stellwerk_control_v1_FieldDifference__Output } from '../../../stellwerk/control/v1/FieldDifference.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What would happen to one record in one lane.
 */
export interface PlannedRecord {
  /**
   * The lane, as `<stream>/<target connector>`; empty for a row that cannot become a record.
   */
  'lane'?: (string);
  /**
   * The effect on the target.
   */
  'effect'?: (_stellwerk_control_v1_PlanEffect);
  /**
   * The record's key in its source; empty for a row.
   */
  'key'?: (string);
  /**
   * Position of a row in its source; empty for a record.
   */
  'position'?: (string);
  /**
   * The record's version; 0 for a row.
   */
  'version'?: (number | string | Long);
  /**
   * `upsert` or `delete`; empty for a row.
   */
  'operation'?: (string);
  /**
   * The thing's id in the target; empty if the hub knows none.
   */
  'externalId'?: (string);
  /**
   * The failure code, as in the runbook, if it would be rejected; otherwise empty.
   */
  'code'?: (string);
  /**
   * Why it would be rejected or would wait, or how it drifted; otherwise empty.
   */
  'reason'?: (string);
  /**
   * What the differences are relative to.
   */
  'basis'?: (_stellwerk_control_v1_PlanBasis);
  /**
   * Differences field by field; for a record that would be created, all its fields.
   */
  'differences'?: (_stellwerk_control_v1_FieldDifference)[];
  /**
   * Whether the hub would leave the record alone although the target does not hold what the hub
   * sent.
   */
  'drifted'?: (boolean);
}

/**
 * What would happen to one record in one lane.
 */
export interface PlannedRecord__Output {
  /**
   * The lane, as `<stream>/<target connector>`; empty for a row that cannot become a record.
   */
  'lane': (string);
  /**
   * The effect on the target.
   */
  'effect': (_stellwerk_control_v1_PlanEffect__Output);
  /**
   * The record's key in its source; empty for a row.
   */
  'key': (string);
  /**
   * Position of a row in its source; empty for a record.
   */
  'position': (string);
  /**
   * The record's version; 0 for a row.
   */
  'version': (number);
  /**
   * `upsert` or `delete`; empty for a row.
   */
  'operation': (string);
  /**
   * The thing's id in the target; empty if the hub knows none.
   */
  'externalId': (string);
  /**
   * The failure code, as in the runbook, if it would be rejected; otherwise empty.
   */
  'code': (string);
  /**
   * Why it would be rejected or would wait, or how it drifted; otherwise empty.
   */
  'reason': (string);
  /**
   * What the differences are relative to.
   */
  'basis': (_stellwerk_control_v1_PlanBasis__Output);
  /**
   * Differences field by field; for a record that would be created, all its fields.
   */
  'differences': (_stellwerk_control_v1_FieldDifference__Output)[];
  /**
   * Whether the hub would leave the record alone although the target does not hold what the hub
   * sent.
   */
  'drifted': (boolean);
}
