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
   * `<stream>/<target connector>`; empty for a row that cannot be a record.
   */
  'lane'?: (string);
  /**
   * What would happen.
   */
  'effect'?: (_stellwerk_control_v1_PlanEffect);
  /**
   * The record's key in its source; empty for a row.
   */
  'key'?: (string);
  /**
   * Where a row stands in its source; empty for a record.
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
   * The thing's id in the target; empty when the hub knows none.
   */
  'externalId'?: (string);
  /**
   * The code of the runbook where it would be rejected; else empty.
   */
  'code'?: (string);
  /**
   * Why, where it would be rejected, would wait, or drifted; else empty.
   */
  'reason'?: (string);
  /**
   * What the differences are against.
   */
  'basis'?: (_stellwerk_control_v1_PlanBasis);
  /**
   * Field by field; for a record that would be created all its fields.
   */
  'differences'?: (_stellwerk_control_v1_FieldDifference)[];
  /**
   * The hub would leave it alone, yet the target does not hold what the hub sent.
   */
  'drifted'?: (boolean);
}

/**
 * What would happen to one record in one lane.
 */
export interface PlannedRecord__Output {
  /**
   * `<stream>/<target connector>`; empty for a row that cannot be a record.
   */
  'lane': (string);
  /**
   * What would happen.
   */
  'effect': (_stellwerk_control_v1_PlanEffect__Output);
  /**
   * The record's key in its source; empty for a row.
   */
  'key': (string);
  /**
   * Where a row stands in its source; empty for a record.
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
   * The thing's id in the target; empty when the hub knows none.
   */
  'externalId': (string);
  /**
   * The code of the runbook where it would be rejected; else empty.
   */
  'code': (string);
  /**
   * Why, where it would be rejected, would wait, or drifted; else empty.
   */
  'reason': (string);
  /**
   * What the differences are against.
   */
  'basis': (_stellwerk_control_v1_PlanBasis__Output);
  /**
   * Field by field; for a record that would be created all its fields.
   */
  'differences': (_stellwerk_control_v1_FieldDifference__Output)[];
  /**
   * The hub would leave it alone, yet the target does not hold what the hub sent.
   */
  'drifted': (boolean);
}
