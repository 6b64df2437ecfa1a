// Original file: proto/stellwerk/control/v1/lanes.proto

import type { LaneState as _stellwerk_control_v1_LaneState, LaneState__Output as _stellwerk_control_v1_LaneState__Output } from '../../../stellwerk/control/v1/LaneState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';
import type { VerdictCounts as _stellwerk_control_v1_VerdictCounts, VerdictCounts__Output as _stellwerk_control_v1_VerdictCounts__Output } from '../../../stellwerk/control/v1/VerdictCounts.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from '../../../stellwerk/control/v1/ErrorStatus.ts';
import type { LaneHealth as _stellwerk_control_v1_LaneHealth, LaneHealth__Output as _stellwerk_control_v1_LaneHealth__Output } from '../../../stellwerk/control/v1/LaneHealth.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A lane.
 */
export interface LaneStatus {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name'?: (string);
  /**
   * The stream that the lane reads.
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
   * Its state.
   */
  'state'?: (_stellwerk_control_v1_LaneState);
  /**
   * When it entered this state.
   */
  'since'?: (_google_protobuf_Timestamp | null);
  /**
   * Position in the stream up to which everything is settled.
   */
  'settledSeq'?: (number | string | Long);
  /**
   * Number of records that are stored and not yet settled.
   */
  'backlog'?: (number | string | Long);
  /**
   * How long the oldest record has waited, in the backlog or parked; unset if none waits.
   */
  'oldestWaiting'?: (_google_protobuf_Duration | null);
  /**
   * Records settled in the last minute.
   */
  'settledPerMinute'?: (number | string);
  /**
   * Verdicts on the records since the lane was created.
   */
  'counts'?: (_stellwerk_control_v1_VerdictCounts | null);
  /**
   * When a record was last settled; unset before the first.
   */
  'lastSettledAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The last error; unset if there was none.
   */
  'lastError'?: (_stellwerk_control_v1_ErrorStatus | null);
  /**
   * Number of parked records. They wait for their next attempt, for an earlier record of their key,
   * or for a paused key.
   */
  'parked'?: (number | string | Long);
  /**
   * Of these, the number whose keys an operator has paused.
   */
  'pausedRecords'?: (number | string | Long);
  /**
   * Whether it keeps up.
   */
  'health'?: (_stellwerk_control_v1_LaneHealth);
  /**
   * Number of versions that newer ones replaced in the log (`conflate`) before the lane reached
   * them. The number of records stored is the sum of the verdicts and this count.
   */
  'conflated'?: (number | string | Long);
}

/**
 * A lane.
 */
export interface LaneStatus__Output {
  /**
   * Name of the lane: `<stream>/<target connector>`.
   */
  'name': (string);
  /**
   * The stream that the lane reads.
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
   * Its state.
   */
  'state': (_stellwerk_control_v1_LaneState__Output);
  /**
   * When it entered this state.
   */
  'since': (_google_protobuf_Timestamp__Output | null);
  /**
   * Position in the stream up to which everything is settled.
   */
  'settledSeq': (number);
  /**
   * Number of records that are stored and not yet settled.
   */
  'backlog': (number);
  /**
   * How long the oldest record has waited, in the backlog or parked; unset if none waits.
   */
  'oldestWaiting': (_google_protobuf_Duration__Output | null);
  /**
   * Records settled in the last minute.
   */
  'settledPerMinute': (number);
  /**
   * Verdicts on the records since the lane was created.
   */
  'counts': (_stellwerk_control_v1_VerdictCounts__Output | null);
  /**
   * When a record was last settled; unset before the first.
   */
  'lastSettledAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The last error; unset if there was none.
   */
  'lastError': (_stellwerk_control_v1_ErrorStatus__Output | null);
  /**
   * Number of parked records. They wait for their next attempt, for an earlier record of their key,
   * or for a paused key.
   */
  'parked': (number);
  /**
   * Of these, the number whose keys an operator has paused.
   */
  'pausedRecords': (number);
  /**
   * Whether it keeps up.
   */
  'health': (_stellwerk_control_v1_LaneHealth__Output);
  /**
   * Number of versions that newer ones replaced in the log (`conflate`) before the lane reached
   * them. The number of records stored is the sum of the verdicts and this count.
   */
  'conflated': (number);
}
