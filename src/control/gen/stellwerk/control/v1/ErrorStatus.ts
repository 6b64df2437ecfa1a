// Original file: proto/stellwerk/control/v1/common.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * The last failure of a connector, stream or lane. It stays until that actor succeeds again.
 */
export interface ErrorStatus {
  /**
   * The failure code, as in the runbook: TARGET_UNAVAILABLE, STREAM_FULL and so on.
   */
  'code'?: (string);
  /**
   * The step of the record path that failed: intake, decode, validate, link, map, deliver, settle
   * or command.
   */
  'stage'?: (string);
  /**
   * What happened, in one or two sentences. Contains no secrets and no personal data.
   */
  'message'?: (string);
  /**
   * What an operator can do about it.
   */
  'remedy'?: (string);
  /**
   * When it happened.
   */
  'at'?: (_google_protobuf_Timestamp | null);
}

/**
 * The last failure of a connector, stream or lane. It stays until that actor succeeds again.
 */
export interface ErrorStatus__Output {
  /**
   * The failure code, as in the runbook: TARGET_UNAVAILABLE, STREAM_FULL and so on.
   */
  'code': (string);
  /**
   * The step of the record path that failed: intake, decode, validate, link, map, deliver, settle
   * or command.
   */
  'stage': (string);
  /**
   * What happened, in one or two sentences. Contains no secrets and no personal data.
   */
  'message': (string);
  /**
   * What an operator can do about it.
   */
  'remedy': (string);
  /**
   * When it happened.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
}
