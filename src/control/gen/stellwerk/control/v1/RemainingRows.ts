// Original file: proto/stellwerk/control/v1/records.proto

import type { RemainderKind as _stellwerk_control_v1_RemainderKind, RemainderKind__Output as _stellwerk_control_v1_RemainderKind__Output } from '../../../stellwerk/control/v1/RemainderKind.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * Something that the hub still holds.
 */
export interface RemainingRows {
  /**
   * What remains, and why.
   */
  'kind'?: (_stellwerk_control_v1_RemainderKind);
  /**
   * Name of the stream; for links, the stream that holds the thing.
   */
  'stream'?: (string);
  /**
   * Number of records, rows or imports.
   */
  'count'?: (number | string | Long);
  /**
   * The earliest time at which it is gone; unset if no age limit applies.
   */
  'until'?: (_google_protobuf_Timestamp | null);
}

/**
 * Something that the hub still holds.
 */
export interface RemainingRows__Output {
  /**
   * What remains, and why.
   */
  'kind': (_stellwerk_control_v1_RemainderKind__Output);
  /**
   * Name of the stream; for links, the stream that holds the thing.
   */
  'stream': (string);
  /**
   * Number of records, rows or imports.
   */
  'count': (number);
  /**
   * The earliest time at which it is gone; unset if no age limit applies.
   */
  'until': (_google_protobuf_Timestamp__Output | null);
}
