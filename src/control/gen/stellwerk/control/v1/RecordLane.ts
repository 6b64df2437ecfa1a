// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordPlace as _stellwerk_control_v1_RecordPlace, RecordPlace__Output as _stellwerk_control_v1_RecordPlace__Output } from '../../../stellwerk/control/v1/RecordPlace.ts';
import type { LaneState as _stellwerk_control_v1_LaneState, LaneState__Output as _stellwerk_control_v1_LaneState__Output } from '../../../stellwerk/control/v1/LaneState.ts';
import type { AppliedVersion as _stellwerk_control_v1_AppliedVersion, AppliedVersion__Output as _stellwerk_control_v1_AppliedVersion__Output } from '../../../stellwerk/control/v1/AppliedVersion.ts';
import type { ParkedVersion as _stellwerk_control_v1_ParkedVersion, ParkedVersion__Output as _stellwerk_control_v1_ParkedVersion__Output } from '../../../stellwerk/control/v1/ParkedVersion.ts';
import type { RecordDeadLetter as _stellwerk_control_v1_RecordDeadLetter, RecordDeadLetter__Output as _stellwerk_control_v1_RecordDeadLetter__Output } from '../../../stellwerk/control/v1/RecordDeadLetter.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A thing in one lane.
 */
export interface RecordLane {
  /**
   * `<stream>/<target connector>`.
   */
  'lane'?: (string);
  /**
   * Its key in the source.
   */
  'key'?: (string);
  /**
   * Where it is, the most pressing first: paused, dead letter, parked, backlog, delivered.
   */
  'place'?: (_stellwerk_control_v1_RecordPlace);
  /**
   * What the lane is doing, which tells why something waits in it.
   */
  'laneState'?: (_stellwerk_control_v1_LaneState);
  /**
   * The target's id; empty while there is none.
   */
  'externalId'?: (string);
  /**
   * What the target got last; absent before the first time, and for a thing that was only found
   * unchanged or superseded.
   */
  'applied'?: (_stellwerk_control_v1_AppliedVersion | null);
  /**
   * Versions in the log that the lane has yet to take.
   */
  'backlog'?: (number | string | Long);
  /**
   * What the lane has set aside of it, oldest first; twenty at most.
   */
  'parked'?: (_stellwerk_control_v1_ParkedVersion)[];
  /**
   * Whether a person has paused its key.
   */
  'paused'?: (boolean);
  /**
   * Its open dead letters, newest first; twenty at most.
   */
  'deadLetters'?: (_stellwerk_control_v1_RecordDeadLetter)[];
}

/**
 * A thing in one lane.
 */
export interface RecordLane__Output {
  /**
   * `<stream>/<target connector>`.
   */
  'lane': (string);
  /**
   * Its key in the source.
   */
  'key': (string);
  /**
   * Where it is, the most pressing first: paused, dead letter, parked, backlog, delivered.
   */
  'place': (_stellwerk_control_v1_RecordPlace__Output);
  /**
   * What the lane is doing, which tells why something waits in it.
   */
  'laneState': (_stellwerk_control_v1_LaneState__Output);
  /**
   * The target's id; empty while there is none.
   */
  'externalId': (string);
  /**
   * What the target got last; absent before the first time, and for a thing that was only found
   * unchanged or superseded.
   */
  'applied': (_stellwerk_control_v1_AppliedVersion__Output | null);
  /**
   * Versions in the log that the lane has yet to take.
   */
  'backlog': (number);
  /**
   * What the lane has set aside of it, oldest first; twenty at most.
   */
  'parked': (_stellwerk_control_v1_ParkedVersion__Output)[];
  /**
   * Whether a person has paused its key.
   */
  'paused': (boolean);
  /**
   * Its open dead letters, newest first; twenty at most.
   */
  'deadLetters': (_stellwerk_control_v1_RecordDeadLetter__Output)[];
}
