// Original file: proto/stellwerk/control/v1/runs.proto

import type { RunKind as _stellwerk_control_v1_RunKind, RunKind__Output as _stellwerk_control_v1_RunKind__Output } from '../../../stellwerk/control/v1/RunKind.ts';
import type { RunOutcome as _stellwerk_control_v1_RunOutcome, RunOutcome__Output as _stellwerk_control_v1_RunOutcome__Output } from '../../../stellwerk/control/v1/RunOutcome.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * Request for a page of runs. A run must match every filter that is set.
 */
export interface ListRunsRequest {
  /**
   * The stream. Empty: any.
   */
  'stream'?: (string);
  /**
   * The kind of run. Unspecified: any.
   */
  'kind'?: (_stellwerk_control_v1_RunKind);
  /**
   * Only runs with one of these outcomes. Empty: any.
   */
  'outcomes'?: (_stellwerk_control_v1_RunOutcome)[];
  /**
   * Only runs that began at this time or later. Unset: no limit.
   */
  'startedFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Only runs that began before this time. Unset: no limit.
   */
  'startedUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * The maximum number of runs in the page, 1 to 500. 0 means 50.
   */
  'pageSize'?: (number);
  /**
   * The `next_page_token` of the previous page, with the same filters. Empty for the first page.
   */
  'pageToken'?: (string);
}

/**
 * Request for a page of runs. A run must match every filter that is set.
 */
export interface ListRunsRequest__Output {
  /**
   * The stream. Empty: any.
   */
  'stream': (string);
  /**
   * The kind of run. Unspecified: any.
   */
  'kind': (_stellwerk_control_v1_RunKind__Output);
  /**
   * Only runs with one of these outcomes. Empty: any.
   */
  'outcomes': (_stellwerk_control_v1_RunOutcome__Output)[];
  /**
   * Only runs that began at this time or later. Unset: no limit.
   */
  'startedFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Only runs that began before this time. Unset: no limit.
   */
  'startedUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * The maximum number of runs in the page, 1 to 500. 0 means 50.
   */
  'pageSize': (number);
  /**
   * The `next_page_token` of the previous page, with the same filters. Empty for the first page.
   */
  'pageToken': (string);
}
