// Original file: proto/stellwerk/control/v1/streams.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * The state of a stream's schedule.
 */
export interface ScheduleStatus {
  /**
   * The schedule in one line, such as `every 5m, mon-fri 08:00-18:00 Europe/Berlin`.
   */
  'text'?: (string);
  /**
   * The most recent scheduled time that has passed; unset before the first.
   */
  'lastDueAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Number of scheduled times that passed while no hub was running. Depending on the catch-up
   * policy, one run makes up for all of them, or none does.
   */
  'missed'?: (number | string | Long);
  /**
   * Number of scheduled times at which no run could begin: the previous one was still in progress,
   * or the stream was paused, held or had failed. In the latter cases one run makes up for all.
   */
  'skipped'?: (number | string | Long);
  /**
   * Number of runs that the schedule started, without those that made up for skipped times.
   */
  'ordered'?: (number | string | Long);
}

/**
 * The state of a stream's schedule.
 */
export interface ScheduleStatus__Output {
  /**
   * The schedule in one line, such as `every 5m, mon-fri 08:00-18:00 Europe/Berlin`.
   */
  'text': (string);
  /**
   * The most recent scheduled time that has passed; unset before the first.
   */
  'lastDueAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Number of scheduled times that passed while no hub was running. Depending on the catch-up
   * policy, one run makes up for all of them, or none does.
   */
  'missed': (number);
  /**
   * Number of scheduled times at which no run could begin: the previous one was still in progress,
   * or the stream was paused, held or had failed. In the latter cases one run makes up for all.
   */
  'skipped': (number);
  /**
   * Number of runs that the schedule started, without those that made up for skipped times.
   */
  'ordered': (number);
}
