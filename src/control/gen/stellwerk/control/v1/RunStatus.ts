// Original file: proto/stellwerk/control/v1/streams.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { RowCounts as _stellwerk_control_v1_RowCounts, RowCounts__Output as _stellwerk_control_v1_RowCounts__Output } from '../../../stellwerk/control/v1/RowCounts.ts';

/**
 * A poll of a source.
 */
export interface RunStatus {
  /**
   * When it began.
   */
  'startedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When it ended; unset while it is in progress.
   */
  'finishedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Outcome of the rows so far.
   */
  'rows'?: (_stellwerk_control_v1_RowCounts | null);
}

/**
 * A poll of a source.
 */
export interface RunStatus__Output {
  /**
   * When it began.
   */
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it ended; unset while it is in progress.
   */
  'finishedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Outcome of the rows so far.
   */
  'rows': (_stellwerk_control_v1_RowCounts__Output | null);
}
