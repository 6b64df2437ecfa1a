// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportFormat as _stellwerk_control_v1_ImportFormat, ImportFormat__Output as _stellwerk_control_v1_ImportFormat__Output } from '../../../stellwerk/control/v1/ImportFormat.ts';
import type { ImportState as _stellwerk_control_v1_ImportState, ImportState__Output as _stellwerk_control_v1_ImportState__Output } from '../../../stellwerk/control/v1/ImportState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from '../../../stellwerk/control/v1/ErrorStatus.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * An import.
 */
export interface ImportStatus {
  /**
   * Its id.
   */
  'id'?: (string);
  /**
   * The stream that receives the rows.
   */
  'stream'?: (string);
  /**
   * Name of the source: a path, a URL without its query, or standard input.
   */
  'source'?: (string);
  /**
   * The format of the file.
   */
  'format'?: (_stellwerk_control_v1_ImportFormat);
  /**
   * Its state.
   */
  'state'?: (_stellwerk_control_v1_ImportState);
  /**
   * When it entered this state.
   */
  'since'?: (_google_protobuf_Timestamp | null);
  /**
   * Rows read so far; each is stored or rejected.
   */
  'read'?: (number | string | Long);
  /**
   * Records stored in the stream.
   */
  'stored'?: (number | string | Long);
  /**
   * Rows that could not become records: dead letters, and lines of the rejects file.
   */
  'rejected'?: (number | string | Long);
  /**
   * Bytes of the file processed so far.
   */
  'bytesDone'?: (number | string | Long);
  /**
   * Size of the file; 0 if it is not known yet.
   */
  'bytesTotal'?: (number | string | Long);
  /**
   * Rows per second, over the last few seconds.
   */
  'rowsPerSecond'?: (number | string);
  /**
   * Estimated time until it is done, at the current rate; unset if that cannot be estimated.
   */
  'left'?: (_google_protobuf_Duration | null);
  /**
   * When it was requested.
   */
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When it ended; unset before.
   */
  'finishedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Who requested it.
   */
  'requestedBy'?: (string);
  /**
   * File that rejected rows are written to; empty if they become dead letters only.
   */
  'rejectsFile'?: (string);
  /**
   * Its current error; unset if there is none.
   */
  'lastError'?: (_stellwerk_control_v1_ErrorStatus | null);
}

/**
 * An import.
 */
export interface ImportStatus__Output {
  /**
   * Its id.
   */
  'id': (string);
  /**
   * The stream that receives the rows.
   */
  'stream': (string);
  /**
   * Name of the source: a path, a URL without its query, or standard input.
   */
  'source': (string);
  /**
   * The format of the file.
   */
  'format': (_stellwerk_control_v1_ImportFormat__Output);
  /**
   * Its state.
   */
  'state': (_stellwerk_control_v1_ImportState__Output);
  /**
   * When it entered this state.
   */
  'since': (_google_protobuf_Timestamp__Output | null);
  /**
   * Rows read so far; each is stored or rejected.
   */
  'read': (number);
  /**
   * Records stored in the stream.
   */
  'stored': (number);
  /**
   * Rows that could not become records: dead letters, and lines of the rejects file.
   */
  'rejected': (number);
  /**
   * Bytes of the file processed so far.
   */
  'bytesDone': (number);
  /**
   * Size of the file; 0 if it is not known yet.
   */
  'bytesTotal': (number);
  /**
   * Rows per second, over the last few seconds.
   */
  'rowsPerSecond': (number);
  /**
   * Estimated time until it is done, at the current rate; unset if that cannot be estimated.
   */
  'left': (_google_protobuf_Duration__Output | null);
  /**
   * When it was requested.
   */
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it ended; unset before.
   */
  'finishedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who requested it.
   */
  'requestedBy': (string);
  /**
   * File that rejected rows are written to; empty if they become dead letters only.
   */
  'rejectsFile': (string);
  /**
   * Its current error; unset if there is none.
   */
  'lastError': (_stellwerk_control_v1_ErrorStatus__Output | null);
}
