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
   * The thing's key in the stream.
   */
  'key'?: (string);
  /**
   * The versions, newest first; empty if the log no longer holds any.
   */
  'versions'?: (_stellwerk_control_v1_RecordVersion)[];
  /**
   * Total number of versions in the log.
   */
  'totalVersions'?: (number | string | Long);
  /**
   * Whether the versions of this stream are times, in microseconds since the Unix epoch. False if they
   * are numbers of the source's own, and if the log holds no version that tells.
   */
  'versionsAreTimes'?: (boolean);
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
   * The thing's key in the stream.
   */
  'key': (string);
  /**
   * The versions, newest first; empty if the log no longer holds any.
   */
  'versions': (_stellwerk_control_v1_RecordVersion__Output)[];
  /**
   * Total number of versions in the log.
   */
  'totalVersions': (number);
  /**
   * Whether the versions of this stream are times, in microseconds since the Unix epoch. False if they
   * are numbers of the source's own, and if the log holds no version that tells.
   */
  'versionsAreTimes': (boolean);
}
