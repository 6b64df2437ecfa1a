// Original file: proto/stellwerk/control/v1/lanes.proto

import type { Long } from '@grpc/proto-loader';

/**
 * How many records of a lane came to which end. Every record ends exactly once, a replayed one once
 * more.
 */
export interface VerdictCounts {
  /**
   * The target holds this version now.
   */
  'applied'?: (number | string | Long);
  /**
   * The target held this content already; nothing was written.
   */
  'unchanged'?: (number | string | Long);
  /**
   * A newer version was applied or stands behind it.
   */
  'superseded'?: (number | string | Long);
  /**
   * Could not be delivered; kept with the reason.
   */
  'deadLettered'?: (number | string | Long);
  /**
   * The hub wrote this content into the source itself, in a two-way flow; it went no further.
   */
  'echoed'?: (number | string | Long);
}

/**
 * How many records of a lane came to which end. Every record ends exactly once, a replayed one once
 * more.
 */
export interface VerdictCounts__Output {
  /**
   * The target holds this version now.
   */
  'applied': (number);
  /**
   * The target held this content already; nothing was written.
   */
  'unchanged': (number);
  /**
   * A newer version was applied or stands behind it.
   */
  'superseded': (number);
  /**
   * Could not be delivered; kept with the reason.
   */
  'deadLettered': (number);
  /**
   * The hub wrote this content into the source itself, in a two-way flow; it went no further.
   */
  'echoed': (number);
}
