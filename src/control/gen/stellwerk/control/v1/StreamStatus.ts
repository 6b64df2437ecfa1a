// Original file: proto/stellwerk/control/v1/streams.proto

import type { StreamState as _stellwerk_control_v1_StreamState, StreamState__Output as _stellwerk_control_v1_StreamState__Output } from '../../../stellwerk/control/v1/StreamState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { RunStatus as _stellwerk_control_v1_RunStatus, RunStatus__Output as _stellwerk_control_v1_RunStatus__Output } from '../../../stellwerk/control/v1/RunStatus.ts';
import type { RowCounts as _stellwerk_control_v1_RowCounts, RowCounts__Output as _stellwerk_control_v1_RowCounts__Output } from '../../../stellwerk/control/v1/RowCounts.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from '../../../stellwerk/control/v1/ErrorStatus.ts';
import type { ChangeLag as _stellwerk_control_v1_ChangeLag, ChangeLag__Output as _stellwerk_control_v1_ChangeLag__Output } from '../../../stellwerk/control/v1/ChangeLag.ts';
import type { ScheduleStatus as _stellwerk_control_v1_ScheduleStatus, ScheduleStatus__Output as _stellwerk_control_v1_ScheduleStatus__Output } from '../../../stellwerk/control/v1/ScheduleStatus.ts';
import type { ArrivalStatus as _stellwerk_control_v1_ArrivalStatus, ArrivalStatus__Output as _stellwerk_control_v1_ArrivalStatus__Output } from '../../../stellwerk/control/v1/ArrivalStatus.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A stream.
 */
export interface StreamStatus {
  /**
   * Name of the stream in the configuration.
   */
  'name'?: (string);
  /**
   * The source connector.
   */
  'connector'?: (string);
  /**
   * The source's entity.
   */
  'entity'?: (string);
  /**
   * Its state.
   */
  'state'?: (_stellwerk_control_v1_StreamState);
  /**
   * When it entered this state.
   */
  'since'?: (_google_protobuf_Timestamp | null);
  /**
   * Records that the stream holds now, including delivered ones.
   */
  'records'?: (number | string | Long);
  /**
   * Size of these records in bytes.
   */
  'bytes'?: (number | string | Long);
  /**
   * The newest run, finished or in progress; unset before the first.
   */
  'lastRun'?: (_stellwerk_control_v1_RunStatus | null);
  /**
   * Totals over all runs since the stream was created.
   */
  'totals'?: (_stellwerk_control_v1_RowCounts | null);
  /**
   * When the source is read next; unset without a schedule.
   */
  'nextRunAt'?: (_google_protobuf_Timestamp | null);
  /**
   * The last error; unset if there was none.
   */
  'lastError'?: (_stellwerk_control_v1_ErrorStatus | null);
  /**
   * How far it is behind its source; unset for a stream that polls.
   */
  'changes'?: (_stellwerk_control_v1_ChangeLag | null);
  /**
   * State of its schedule; unset without one.
   */
  'schedule'?: (_stellwerk_control_v1_ScheduleStatus | null);
  /**
   * Records that the source system sent on its own, by webhook or push.
   */
  'arrivals'?: (_stellwerk_control_v1_ArrivalStatus | null);
}

/**
 * A stream.
 */
export interface StreamStatus__Output {
  /**
   * Name of the stream in the configuration.
   */
  'name': (string);
  /**
   * The source connector.
   */
  'connector': (string);
  /**
   * The source's entity.
   */
  'entity': (string);
  /**
   * Its state.
   */
  'state': (_stellwerk_control_v1_StreamState__Output);
  /**
   * When it entered this state.
   */
  'since': (_google_protobuf_Timestamp__Output | null);
  /**
   * Records that the stream holds now, including delivered ones.
   */
  'records': (number);
  /**
   * Size of these records in bytes.
   */
  'bytes': (number);
  /**
   * The newest run, finished or in progress; unset before the first.
   */
  'lastRun': (_stellwerk_control_v1_RunStatus__Output | null);
  /**
   * Totals over all runs since the stream was created.
   */
  'totals': (_stellwerk_control_v1_RowCounts__Output | null);
  /**
   * When the source is read next; unset without a schedule.
   */
  'nextRunAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * The last error; unset if there was none.
   */
  'lastError': (_stellwerk_control_v1_ErrorStatus__Output | null);
  /**
   * How far it is behind its source; unset for a stream that polls.
   */
  'changes': (_stellwerk_control_v1_ChangeLag__Output | null);
  /**
   * State of its schedule; unset without one.
   */
  'schedule': (_stellwerk_control_v1_ScheduleStatus__Output | null);
  /**
   * Records that the source system sent on its own, by webhook or push.
   */
  'arrivals': (_stellwerk_control_v1_ArrivalStatus__Output | null);
}
