// Original file: proto/stellwerk/control/v1/common.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * The last thing that went wrong with a connector, stream or lane. It stays until the same actor
 * succeeds again.
 */
export interface ErrorStatus {
  /**
   * The reason code, as in the runbook of ARCHITECTURE.md: TARGET_UNAVAILABLE, STREAM_FULL and the
   * like.
   */
  'code'?: (string);
  /**
   * Where on the record path it happened: intake, decode, validate, link, map, deliver, settle or
   * command.
   */
  'stage'?: (string);
  /**
   * What happened, in a sentence or two. Carries no secrets and no personal data.
   */
  'message'?: (string);
  /**
   * What an operator does about it.
   */
  'remedy'?: (string);
  /**
   * When it happened.
   */
  'at'?: (_google_protobuf_Timestamp | null);
}

/**
 * The last thing that went wrong with a connector, stream or lane. It stays until the same actor
 * succeeds again.
 */
export interface ErrorStatus__Output {
  /**
   * The reason code, as in the runbook of ARCHITECTURE.md: TARGET_UNAVAILABLE, STREAM_FULL and the
   * like.
   */
  'code': (string);
  /**
   * Where on the record path it happened: intake, decode, validate, link, map, deliver, settle or
   * command.
   */
  'stage': (string);
  /**
   * What happened, in a sentence or two. Carries no secrets and no personal data.
   */
  'message': (string);
  /**
   * What an operator does about it.
   */
  'remedy': (string);
  /**
   * When it happened.
   */
  'at': (_google_protobuf_Timestamp__Output | null);
}
