// Original file: proto/stellwerk/control/v1/lanes.proto

import type { Long } from '@grpc/proto-loader';

/**
 * Number of records of a lane by verdict. Every record is counted exactly once, and once more if it
 * is replayed.
 */
export interface VerdictCounts {
  /**
   * The target now holds this version.
   */
  'applied'?: (number | string | Long);
  /**
   * The target already held this content; nothing was written.
   */
  'unchanged'?: (number | string | Long);
  /**
   * A newer version was applied already, or follows it in the log.
   */
  'superseded'?: (number | string | Long);
  /**
   * The record could not be delivered. It is kept with the reason.
   */
  'deadLettered'?: (number | string | Long);
  /**
   * The hub itself had written this content to the source, in a two-way flow. It was not delivered.
   */
  'echoed'?: (number | string | Long);
}

/**
 * Number of records of a lane by verdict. Every record is counted exactly once, and once more if it
 * is replayed.
 */
export interface VerdictCounts__Output {
  /**
   * The target now holds this version.
   */
  'applied': (number);
  /**
   * The target already held this content; nothing was written.
   */
  'unchanged': (number);
  /**
   * A newer version was applied already, or follows it in the log.
   */
  'superseded': (number);
  /**
   * The record could not be delivered. It is kept with the reason.
   */
  'deadLettered': (number);
  /**
   * The hub itself had written this content to the source, in a two-way flow. It was not delivered.
   */
  'echoed': (number);
}
