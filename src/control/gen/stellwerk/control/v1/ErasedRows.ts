// Original file: proto/stellwerk/control/v1/records.proto

import type { ErasedPlace as _stellwerk_control_v1_ErasedPlace, ErasedPlace__Output as _stellwerk_control_v1_ErasedPlace__Output } from '../../../stellwerk/control/v1/ErasedPlace.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What one place held.
 */
export interface ErasedRows {
  /**
   * The place.
   */
  'place'?: (_stellwerk_control_v1_ErasedPlace);
  /**
   * Name of the stream; empty for links and the audit log, which belong to none.
   */
  'stream'?: (string);
  /**
   * Number of records or rows.
   */
  'count'?: (number | string | Long);
}

/**
 * What one place held.
 */
export interface ErasedRows__Output {
  /**
   * The place.
   */
  'place': (_stellwerk_control_v1_ErasedPlace__Output);
  /**
   * Name of the stream; empty for links and the audit log, which belong to none.
   */
  'stream': (string);
  /**
   * Number of records or rows.
   */
  'count': (number);
}
