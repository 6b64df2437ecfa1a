// Original file: proto/stellwerk/control/v1/verify.proto

import type { VerifiedLane as _stellwerk_control_v1_VerifiedLane, VerifiedLane__Output as _stellwerk_control_v1_VerifiedLane__Output } from '../../../stellwerk/control/v1/VerifiedLane.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The summary of a comparison.
 */
export interface VerifySummary {
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * Number of rows that the source returned.
   */
  'read'?: (number | string | Long);
  /**
   * Of these, rows that cannot become records.
   */
  'rejected'?: (number | string | Long);
  /**
   * Whether the source was read to its end; false if the limit was reached first.
   */
  'complete'?: (boolean);
  /**
   * The compared lanes, in the order of the configuration.
   */
  'lanes'?: (_stellwerk_control_v1_VerifiedLane)[];
}

/**
 * The summary of a comparison.
 */
export interface VerifySummary__Output {
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * Number of rows that the source returned.
   */
  'read': (number);
  /**
   * Of these, rows that cannot become records.
   */
  'rejected': (number);
  /**
   * Whether the source was read to its end; false if the limit was reached first.
   */
  'complete': (boolean);
  /**
   * The compared lanes, in the order of the configuration.
   */
  'lanes': (_stellwerk_control_v1_VerifiedLane__Output)[];
}
