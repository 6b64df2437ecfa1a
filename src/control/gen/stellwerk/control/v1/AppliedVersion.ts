// Original file: proto/stellwerk/control/v1/records.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What a target last received.
 */
export interface AppliedVersion {
  /**
   * Its position in the log.
   */
  'seq'?: (number | string | Long);
  /**
   * The source's version.
   */
  'version'?: (number | string | Long);
  /**
   * When the hub stored that version; unset if the log no longer holds it.
   */
  'storedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Whether the thing was deleted in the target.
   */
  'deleted'?: (boolean);
}

/**
 * What a target last received.
 */
export interface AppliedVersion__Output {
  /**
   * Its position in the log.
   */
  'seq': (number);
  /**
   * The source's version.
   */
  'version': (number);
  /**
   * When the hub stored that version; unset if the log no longer holds it.
   */
  'storedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Whether the thing was deleted in the target.
   */
  'deleted': (boolean);
}
