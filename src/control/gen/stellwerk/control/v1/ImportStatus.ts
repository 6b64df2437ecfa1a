// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportFormat as _stellwerk_control_v1_ImportFormat, ImportFormat__Output as _stellwerk_control_v1_ImportFormat__Output } from '../../../stellwerk/control/v1/ImportFormat.ts';
import type { ImportState as _stellwerk_control_v1_ImportState, ImportState__Output as _stellwerk_control_v1_ImportState__Output } from '../../../stellwerk/control/v1/ImportState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from '../../../stellwerk/control/v1/ErrorStatus.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One import.
 */
export interface ImportStatus {
  /**
   * Its id.
   */
  'id'?: (string);
  /**
   * The stream that takes the rows.
   */
  'stream'?: (string);
  /**
   * What the file is called: a path, an address without its query, standard input.
   */
  'source'?: (string);
  /**
   * How it is written.
   */
  'format'?: (_stellwerk_control_v1_ImportFormat);
  /**
   * What it is doing.
   */
  'state'?: (_stellwerk_control_v1_ImportState);
  /**
   * Since when.
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
   * Bytes of the file that are done.
   */
  'bytesDone'?: (number | string | Long);
  /**
   * Size of the file; 0 while that is not known.
   */
  'bytesTotal'?: (number | string | Long);
  /**
   * Rows a second in the last seconds.
   */
  'rowsPerSecond'?: (number | string);
  /**
   * Until it is done at this rate; absent when nobody can tell.
   */
  'left'?: (_google_protobuf_Duration | null);
  /**
   * When it was asked for.
   */
  'createdAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When it was over; absent before.
   */
  'finishedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Who asked for it.
   */
  'requestedBy'?: (string);
  /**
   * Where rejected rows are written; empty for dead letters only.
   */
  'rejectsFile'?: (string);
  /**
   * What troubles it; absent when nothing does.
   */
  'lastError'?: (_stellwerk_control_v1_ErrorStatus | null);
}

/**
 * One import.
 */
export interface ImportStatus__Output {
  /**
   * Its id.
   */
  'id': (string);
  /**
   * The stream that takes the rows.
   */
  'stream': (string);
  /**
   * What the file is called: a path, an address without its query, standard input.
   */
  'source': (string);
  /**
   * How it is written.
   */
  'format': (_stellwerk_control_v1_ImportFormat__Output);
  /**
   * What it is doing.
   */
  'state': (_stellwerk_control_v1_ImportState__Output);
  /**
   * Since when.
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
   * Bytes of the file that are done.
   */
  'bytesDone': (number);
  /**
   * Size of the file; 0 while that is not known.
   */
  'bytesTotal': (number);
  /**
   * Rows a second in the last seconds.
   */
  'rowsPerSecond': (number);
  /**
   * Until it is done at this rate; absent when nobody can tell.
   */
  'left': (_google_protobuf_Duration__Output | null);
  /**
   * When it was asked for.
   */
  'createdAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it was over; absent before.
   */
  'finishedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Who asked for it.
   */
  'requestedBy': (string);
  /**
   * Where rejected rows are written; empty for dead letters only.
   */
  'rejectsFile': (string);
  /**
   * What troubles it; absent when nothing does.
   */
  'lastError': (_stellwerk_control_v1_ErrorStatus__Output | null);
}
