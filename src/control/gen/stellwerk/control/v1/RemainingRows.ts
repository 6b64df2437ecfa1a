// Original file: proto/stellwerk/control/v1/records.proto

import type { RemainderKind as _stellwerk_control_v1_RemainderKind, RemainderKind__Output as _stellwerk_control_v1_RemainderKind__Output } from '../../../stellwerk/control/v1/RemainderKind.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * What the hub still holds.
 */
export interface RemainingRows {
  /**
   * What it is.
   */
  'kind'?: (_stellwerk_control_v1_RemainderKind);
  /**
   * Name of the stream; of links, the stream that holds the thing.
   */
  'stream'?: (string);
  /**
   * Records, rows or imports.
   */
  'count'?: (number | string | Long);
  /**
   * Until when at least; absent where no age limit says so.
   */
  'until'?: (_google_protobuf_Timestamp | null);
}

/**
 * What the hub still holds.
 */
export interface RemainingRows__Output {
  /**
   * What it is.
   */
  'kind': (_stellwerk_control_v1_RemainderKind__Output);
  /**
   * Name of the stream; of links, the stream that holds the thing.
   */
  'stream': (string);
  /**
   * Records, rows or imports.
   */
  'count': (number);
  /**
   * Until when at least; absent where no age limit says so.
   */
  'until': (_google_protobuf_Timestamp__Output | null);
}
