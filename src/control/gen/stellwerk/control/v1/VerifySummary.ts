// Original file: proto/stellwerk/control/v1/verify.proto

import type { VerifiedLane as _stellwerk_control_v1_VerifiedLane, VerifiedLane__Output as _stellwerk_control_v1_VerifiedLane__Output } from '../../../stellwerk/control/v1/VerifiedLane.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The whole of a comparison.
 */
export interface VerifySummary {
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * Rows that the source gave.
   */
  'read'?: (number | string | Long);
  /**
   * Of these, rows that cannot be records.
   */
  'rejected'?: (number | string | Long);
  /**
   * Whether the source was read to its end; false when the limit came first.
   */
  'complete'?: (boolean);
  /**
   * One per lane that was compared, in the order of the configuration.
   */
  'lanes'?: (_stellwerk_control_v1_VerifiedLane)[];
}

/**
 * The whole of a comparison.
 */
export interface VerifySummary__Output {
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * Rows that the source gave.
   */
  'read': (number);
  /**
   * Of these, rows that cannot be records.
   */
  'rejected': (number);
  /**
   * Whether the source was read to its end; false when the limit came first.
   */
  'complete': (boolean);
  /**
   * One per lane that was compared, in the order of the configuration.
   */
  'lanes': (_stellwerk_control_v1_VerifiedLane__Output)[];
}
