// Original file: proto/stellwerk/control/v1/runs.proto

import type { RunKind as _stellwerk_control_v1_RunKind, RunKind__Output as _stellwerk_control_v1_RunKind__Output } from '../../../stellwerk/control/v1/RunKind.ts';
import type { RunOutcome as _stellwerk_control_v1_RunOutcome, RunOutcome__Output as _stellwerk_control_v1_RunOutcome__Output } from '../../../stellwerk/control/v1/RunOutcome.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';

/**
 * Asks for runs: all that is given must hold.
 */
export interface ListRunsRequest {
  /**
   * The stream; empty: any.
   */
  'stream'?: (string);
  /**
   * How it came about; unspecified: any.
   */
  'kind'?: (_stellwerk_control_v1_RunKind);
  /**
   * One of these; empty: any.
   */
  'outcomes'?: (_stellwerk_control_v1_RunOutcome)[];
  /**
   * Begun at or after; absent: no limit.
   */
  'startedFrom'?: (_google_protobuf_Timestamp | null);
  /**
   * Begun before; absent: no limit.
   */
  'startedUntil'?: (_google_protobuf_Timestamp | null);
  /**
   * Runs wanted at most, 1 to 500; 0: 50.
   */
  'pageSize'?: (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same filters.
   */
  'pageToken'?: (string);
}

/**
 * Asks for runs: all that is given must hold.
 */
export interface ListRunsRequest__Output {
  /**
   * The stream; empty: any.
   */
  'stream': (string);
  /**
   * How it came about; unspecified: any.
   */
  'kind': (_stellwerk_control_v1_RunKind__Output);
  /**
   * One of these; empty: any.
   */
  'outcomes': (_stellwerk_control_v1_RunOutcome__Output)[];
  /**
   * Begun at or after; absent: no limit.
   */
  'startedFrom': (_google_protobuf_Timestamp__Output | null);
  /**
   * Begun before; absent: no limit.
   */
  'startedUntil': (_google_protobuf_Timestamp__Output | null);
  /**
   * Runs wanted at most, 1 to 500; 0: 50.
   */
  'pageSize': (number);
  /**
   * Empty for the first page; else the `next_page_token` of the page before, with the same filters.
   */
  'pageToken': (string);
}
