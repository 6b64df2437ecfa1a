// Original file: proto/stellwerk/control/v1/streams.proto

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * How the schedule of a stream goes.
 */
export interface ScheduleStatus {
  /**
   * In one line, as `every 5m, mon-fri 08:00-18:00 Europe/Berlin`.
   */
  'text'?: (string);
  /**
   * The newest time that has passed; absent before the first.
   */
  'lastDueAt'?: (_google_protobuf_Timestamp | null);
  /**
   * Times that passed while no hub was at work. By its catch-up policy one run makes up for all of
   * them, or none.
   */
  'missed'?: (number | string | Long);
  /**
   * Times that were skipped because the run before was still at work.
   */
  'skipped'?: (number | string | Long);
  /**
   * Runs that it ordered.
   */
  'ordered'?: (number | string | Long);
}

/**
 * How the schedule of a stream goes.
 */
export interface ScheduleStatus__Output {
  /**
   * In one line, as `every 5m, mon-fri 08:00-18:00 Europe/Berlin`.
   */
  'text': (string);
  /**
   * The newest time that has passed; absent before the first.
   */
  'lastDueAt': (_google_protobuf_Timestamp__Output | null);
  /**
   * Times that passed while no hub was at work. By its catch-up policy one run makes up for all of
   * them, or none.
   */
  'missed': (number);
  /**
   * Times that were skipped because the run before was still at work.
   */
  'skipped': (number);
  /**
   * Runs that it ordered.
   */
  'ordered': (number);
}
