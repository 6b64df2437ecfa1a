// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneState as _stellwerk_control_v1_LaneState, LaneState__Output as _stellwerk_control_v1_LaneState__Output } from '../../../stellwerk/control/v1/LaneState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';
import type { VerdictCounts as _stellwerk_control_v1_VerdictCounts, VerdictCounts__Output as _stellwerk_control_v1_VerdictCounts__Output } from '../../../stellwerk/control/v1/VerdictCounts.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from '../../../stellwerk/control/v1/ErrorStatus.ts';
import type { LaneHealth as _stellwerk_control_v1_LaneHealth, LaneHealth__Output as _stellwerk_control_v1_LaneHealth__Output } from '../../../stellwerk/control/v1/LaneHealth.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One lane.
 */
export interface LaneStatus {
  /**
   * `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * The stream that it reads.
   */
  'stream'?: (string);
  /**
   * The target connector.
   */
  'connector'?: (string);
  /**
   * The target's entity.
   */
  'entity'?: (string);
  /**
   * What it is doing.
   */
  'state'?: (_stellwerk_control_v1_LaneState);
  /**
   * Since when.
   */
  'since'?: (_google_protobuf_Timestamp | null);
  /**
   * Position in the stream up to which everything is settled.
   */
  'settledSeq'?: (number | string | Long);
  /**
   * Records stored and not yet settled.
   */
  'backlog'?: (number | string | Long);
  /**
   * How long the oldest record has waited, of the backlog or parked; absent when nothing waits.
   */
  'oldestWaiting'?: (_google_protobuf_Duration | null);
  /**
   * Records settled in the last minute.
   */
  'settledPerMinute'?: (number | string);
  /**
   * How the records ended, since the lane exists.
   */
  'counts'?: (_stellwerk_control_v1_VerdictCounts | null);
  /**
   * When a record was settled last; absent before the first.
   */
  'lastSettledAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The last error; absent when there was none.
   */
  'lastError'?: (_stellwerk_control_v1_ErrorStatus | null);
  /**
   * Records set aside: they wait for their next attempt, behind an earlier one of their key, or for
   * a paused key.
   */
  'parked'?: (number | string | Long);
  /**
   * Of these, records of keys that a person has paused.
   */
  'pausedRecords'?: (number | string | Long);
  /**
   * Whether it keeps up.
   */
  'health'?: (_stellwerk_control_v1_LaneHealth);
  /**
   * Versions that newer ones had taken the place of in the log (`conflate`) before the lane came to
   * them. So what was stored is what the verdicts count, and these.
   */
  'conflated'?: (number | string | Long);
}

/**
 * One lane.
 */
export interface LaneStatus__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * The stream that it reads.
   */
  'stream': (string);
  /**
   * The target connector.
   */
  'connector': (string);
  /**
   * The target's entity.
   */
  'entity': (string);
  /**
   * What it is doing.
   */
  'state': (_stellwerk_control_v1_LaneState__Output);
  /**
   * Since when.
   */
  'since': (_google_protobuf_Timestamp__Output | null);
  /**
   * Position in the stream up to which everything is settled.
   */
  'settledSeq': (number);
  /**
   * Records stored and not yet settled.
   */
  'backlog': (number);
  /**
   * How long the oldest record has waited, of the backlog or parked; absent when nothing waits.
   */
  'oldestWaiting': (_google_protobuf_Duration__Output | null);
  /**
   * Records settled in the last minute.
   */
  'settledPerMinute': (number);
  /**
   * How the records ended, since the lane exists.
   */
  'counts': (_stellwerk_control_v1_VerdictCounts__Output | null);
  /**
   * When a record was settled last; absent before the first.
   */
  'lastSettledAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The last error; absent when there was none.
   */
  'lastError': (_stellwerk_control_v1_ErrorStatus__Output | null);
  /**
   * Records set aside: they wait for their next attempt, behind an earlier one of their key, or for
   * a paused key.
   */
  'parked': (number);
  /**
   * Of these, records of keys that a person has paused.
   */
  'pausedRecords': (number);
  /**
   * Whether it keeps up.
   */
  'health': (_stellwerk_control_v1_LaneHealth__Output);
  /**
   * Versions that newer ones had taken the place of in the log (`conflate`) before the lane came to
   * them. So what was stored is what the verdicts count, and these.
   */
  'conflated': (number);
}
