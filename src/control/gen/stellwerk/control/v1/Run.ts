// Original file: proto/stellwerk/control/v1/runs.proto

import type { RunKind as _stellwerk_control_v1_RunKind, RunKind__Output as _stellwerk_control_v1_RunKind__Output } from '../../../stellwerk/control/v1/RunKind.ts';
import type { RunOutcome as _stellwerk_control_v1_RunOutcome, RunOutcome__Output as _stellwerk_control_v1_RunOutcome__Output } from '../../../stellwerk/control/v1/RunOutcome.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { RowCounts as _stellwerk_control_v1_RowCounts, RowCounts__Output as _stellwerk_control_v1_RowCounts__Output } from '../../../stellwerk/control/v1/RowCounts.ts';

/**
 * A poll, import or replay.
 */
export interface Run {
  /**
   * Id of the run: decimal digits, rising with each run.
   */
  'id'?: (string);
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * The lane of a replay, as `<stream>/<target connector>`; otherwise empty.
   */
  'lane'?: (string);
  /**
   * The kind of run.
   */
  'kind'?: (_stellwerk_control_v1_RunKind);
  /**
   * Its outcome.
   */
  'outcome'?: (_stellwerk_control_v1_RunOutcome);
  /**
   * When it began.
   */
  'startedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When it ended; unset while it is in progress.
   */
  'finishedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Outcome of the rows so far. A replay reads no rows; its `stored` counts the records to be
   * delivered again.
   */
  'rows'?: (_stellwerk_control_v1_RowCounts | null);
  /**
   * The failure code, as in the runbook; empty if the run did not fail.
   */
  'errorCode'?: (string);
  /**
   * The error message; empty if the run did not fail.
   */
  'errorMessage'?: (string);
  /**
   * Cursor at which it began: JSON text that only the source understands. Empty at the source's
   * beginning, and in lists.
   */
  'cursorBeforeJson'?: (string);
  /**
   * Cursor at which it ended; empty while it is in progress, for a replay, and in lists.
   */
  'cursorAfterJson'?: (string);
}

/**
 * A poll, import or replay.
 */
export interface Run__Output {
  /**
   * Id of the run: decimal digits, rising with each run.
   */
  'id': (string);
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * The lane of a replay, as `<stream>/<target connector>`; otherwise empty.
   */
  'lane': (string);
  /**
   * The kind of run.
   */
  'kind': (_stellwerk_control_v1_RunKind__Output);
  /**
   * Its outcome.
   */
  'outcome': (_stellwerk_control_v1_RunOutcome__Output);
  /**
   * When it began.
   */
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it ended; unset while it is in progress.
   */
  'finishedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Outcome of the rows so far. A replay reads no rows; its `stored` counts the records to be
   * delivered again.
   */
  'rows': (_stellwerk_control_v1_RowCounts__Output | null);
  /**
   * The failure code, as in the runbook; empty if the run did not fail.
   */
  'errorCode': (string);
  /**
   * The error message; empty if the run did not fail.
   */
  'errorMessage': (string);
  /**
   * Cursor at which it began: JSON text that only the source understands. Empty at the source's
   * beginning, and in lists.
   */
  'cursorBeforeJson': (string);
  /**
   * Cursor at which it ended; empty while it is in progress, for a replay, and in lists.
   */
  'cursorAfterJson': (string);
}
