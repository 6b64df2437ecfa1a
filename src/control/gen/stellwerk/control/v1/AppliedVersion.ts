// Original file: proto/stellwerk/control/v1/records.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What a target got last.
 */
export interface AppliedVersion {
  /**
   * Its place in the log.
   */
  'seq'?: (number | string | Long);
  /**
   * The source's version.
   */
  'version'?: (number | string | Long);
  /**
   * When the hub had stored that version; absent when the log does not hold it any more.
   */
  'storedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * It was deleted there.
   */
  'deleted'?: (boolean);
}

/**
 * What a target got last.
 */
export interface AppliedVersion__Output {
  /**
   * Its place in the log.
   */
  'seq': (number);
  /**
   * The source's version.
   */
  'version': (number);
  /**
   * When the hub had stored that version; absent when the log does not hold it any more.
   */
  'storedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * It was deleted there.
   */
  'deleted': (boolean);
}
