// Original file: proto/stellwerk/control/v1/verify.proto

import type { VerifyFinding as _stellwerk_control_v1_VerifyFinding, VerifyFinding__Output as _stellwerk_control_v1_VerifyFinding__Output } from '../../../stellwerk/control/v1/VerifyFinding.ts';
import type { FieldDifference as _stellwerk_control_v1_FieldDifference, FieldDifference__Output as _stellwerk_control_v1_FieldDifference__Output } from '../../../stellwerk/control/v1/FieldDifference.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One record of one lane that is not as it should be.
 */
export interface VerifiedRecord {
  /**
   * The lane, as `<stream>/<target connector>`.
   */
  'lane'?: (string);
  /**
   * The finding.
   */
  'finding'?: (_stellwerk_control_v1_VerifyFinding);
  /**
   * The record's key in the source; empty for a surplus record.
   */
  'key'?: (string);
  /**
   * The thing's id in the target; empty if it is not known.
   */
  'externalId'?: (string);
  /**
   * The record's version; 0 for a surplus record.
   */
  'version'?: (number | string | Long);
  /**
   * Why it waits or cannot be delivered; otherwise empty.
   */
  'reason'?: (string);
  /**
   * What the target holds (before) and what it should hold (after), field by field; only for a
   * different record.
   */
  'differences'?: (_stellwerk_control_v1_FieldDifference)[];
}

/**
 * One record of one lane that is not as it should be.
 */
export interface VerifiedRecord__Output {
  /**
   * The lane, as `<stream>/<target connector>`.
   */
  'lane': (string);
  /**
   * The finding.
   */
  'finding': (_stellwerk_control_v1_VerifyFinding__Output);
  /**
   * The record's key in the source; empty for a surplus record.
   */
  'key': (string);
  /**
   * The thing's id in the target; empty if it is not known.
   */
  'externalId': (string);
  /**
   * The record's version; 0 for a surplus record.
   */
  'version': (number);
  /**
   * Why it waits or cannot be delivered; otherwise empty.
   */
  'reason': (string);
  /**
   * What the target holds (before) and what it should hold (after), field by field; only for a
   * different record.
   */
  'differences': (_stellwerk_control_v1_FieldDifference__Output)[];
}
