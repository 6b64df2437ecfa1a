// Original file: proto/stellwerk/control/v1/records.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One version of a thing in the log.
 */
export interface RecordVersion {
  /**
   * Its position in the log.
   */
  'seq'?: (number | string | Long);
  /**
   * The source's version: microseconds since the Unix epoch, or a number of the source's own.
   */
  'version'?: (number | string | Long);
  /**
   * `upsert` or `delete`.
   */
  'operation'?: (string);
  /**
   * When the hub stored it.
   */
  'storedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The content, as JSON text; empty unless requested.
   */
  'documentJson'?: (string);
}

/**
 * One version of a thing in the log.
 */
export interface RecordVersion__Output {
  /**
   * Its position in the log.
   */
  'seq': (number);
  /**
   * The source's version: microseconds since the Unix epoch, or a number of the source's own.
   */
  'version': (number);
  /**
   * `upsert` or `delete`.
   */
  'operation': (string);
  /**
   * When the hub stored it.
   */
  'storedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The content, as JSON text; empty unless requested.
   */
  'documentJson': (string);
}
