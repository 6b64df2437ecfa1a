// Original file: proto/stellwerk/control/v1/runs.proto

import type { RunKind as _stellwerk_control_v1_RunKind, RunKind__Output as _stellwerk_control_v1_RunKind__Output } from '../../../stellwerk/control/v1/RunKind.ts';
import type { RunOutcome as _stellwerk_control_v1_RunOutcome, RunOutcome__Output as _stellwerk_control_v1_RunOutcome__Output } from '../../../stellwerk/control/v1/RunOutcome.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { RowCounts as _stellwerk_control_v1_RowCounts, RowCounts__Output as _stellwerk_control_v1_RowCounts__Output } from '../../../stellwerk/control/v1/RowCounts.ts';

/**
 * One poll, import or replay.
 */
export interface Run {
  /**
   * Decimal digits, rising.
   */
  'id'?: (string);
  /**
   * The stream.
   */
  'stream'?: (string);
  /**
   * The lane of a replay, `<stream>/<target connector>`; else empty.
   */
  'lane'?: (string);
  /**
   * How it came about.
   */
  'kind'?: (_stellwerk_control_v1_RunKind);
  /**
   * How it stands.
   */
  'outcome'?: (_stellwerk_control_v1_RunOutcome);
  /**
   * When it began.
   */
  'startedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * When it ended; absent while it is under way.
   */
  'finishedAt'?: (_google_protobuf_Timestamp | null);
  /**
   * What became of the rows, so far. A replay reads nothing: `stored` is what came again.
   */
  'rows'?: (_stellwerk_control_v1_RowCounts | null);
  /**
   * The failure's code, as in the runbook; empty for a run that went through.
   */
  'errorCode'?: (string);
  /**
   * What went wrong; empty for a run that went through.
   */
  'errorMessage'?: (string);
  /**
   * Where in the source it began, JSON as text that only the source understands; empty at the
   * source's beginning, and in lists.
   */
  'cursorBeforeJson'?: (string);
  /**
   * Where it ended; empty while it is under way, for a replay, and in lists.
   */
  'cursorAfterJson'?: (string);
}

/**
 * One poll, import or replay.
 */
export interface Run__Output {
  /**
   * Decimal digits, rising.
   */
  'id': (string);
  /**
   * The stream.
   */
  'stream': (string);
  /**
   * The lane of a replay, `<stream>/<target connector>`; else empty.
   */
  'lane': (string);
  /**
   * How it came about.
   */
  'kind': (_stellwerk_control_v1_RunKind__Output);
  /**
   * How it stands.
   */
  'outcome': (_stellwerk_control_v1_RunOutcome__Output);
  /**
   * When it began.
   */
  'startedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * When it ended; absent while it is under way.
   */
  'finishedAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * What became of the rows, so far. A replay reads nothing: `stored` is what came again.
   */
  'rows': (_stellwerk_control_v1_RowCounts__Output | null);
  /**
   * The failure's code, as in the runbook; empty for a run that went through.
   */
  'errorCode': (string);
  /**
   * What went wrong; empty for a run that went through.
   */
  'errorMessage': (string);
  /**
   * Where in the source it began, JSON as text that only the source understands; empty at the
   * source's beginning, and in lists.
   */
  'cursorBeforeJson': (string);
  /**
   * Where it ended; empty while it is under way, for a replay, and in lists.
   */
  'cursorAfterJson': (string);
}
