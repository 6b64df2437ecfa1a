// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordVersion as _stellwerk_control_v1_RecordVersion, RecordVersion__Output as _stellwerk_control_v1_RecordVersion__Output } from '../../../stellwerk/control/v1/RecordVersion.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A thing in the log of one stream.
 */
export interface RecordStream {
  /**
   * Name of the stream.
   */
  'stream'?: (string);
  /**
   * Its key there.
   */
  'key'?: (string);
  /**
   * Newest first. Empty when the log holds none any more.
   */
  'versions'?: (_stellwerk_control_v1_RecordVersion)[];
  /**
   * How many the log holds in all.
   */
  'totalVersions'?: (number | string | Long);
}

/**
 * A thing in the log of one stream.
 */
export interface RecordStream__Output {
  /**
   * Name of the stream.
   */
  'stream': (string);
  /**
   * Its key there.
   */
  'key': (string);
  /**
   * Newest first. Empty when the log holds none any more.
   */
  'versions': (_stellwerk_control_v1_RecordVersion__Output)[];
  /**
   * How many the log holds in all.
   */
  'totalVersions': (number);
}
