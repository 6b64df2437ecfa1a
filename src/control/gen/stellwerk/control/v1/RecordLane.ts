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
   * The lane, as `<stream>/<target connector>`.
   */
  'lane'?: (string);
  /**
   * Its key in the source.
   */
  'key'?: (string);
  /**
   * Where it is. If several places apply, the first of: paused, dead letter, parked, backlog,
   * delivered.
   */
  'place'?: (_stellwerk_control_v1_RecordPlace);
  /**
   * The lane's state, which explains why a record waits in it.
   */
  'laneState'?: (_stellwerk_control_v1_LaneState);
  /**
   * The thing's id in the target; empty if there is none yet.
   */
  'externalId'?: (string);
  /**
   * What the target last received; unset if it received nothing yet, and for a thing that was only
   * found unchanged or superseded.
   */
  'applied'?: (_stellwerk_control_v1_AppliedVersion | null);
  /**
   * Number of versions in the log that the lane has not taken yet.
   */
  'backlog'?: (number | string | Long);
  /**
   * Parked versions of the thing, oldest first; at most twenty.
   */
  'parked'?: (_stellwerk_control_v1_ParkedVersion)[];
  /**
   * Whether an operator has paused its key.
   */
  'paused'?: (boolean);
  /**
   * Its open dead letters, newest first; at most twenty.
   */
  'deadLetters'?: (_stellwerk_control_v1_RecordDeadLetter)[];
}

/**
 * A thing in one lane.
 */
export interface RecordLane__Output {
  /**
   * The lane, as `<stream>/<target connector>`.
   */
  'lane': (string);
  /**
   * Its key in the source.
   */
  'key': (string);
  /**
   * Where it is. If several places apply, the first of: paused, dead letter, parked, backlog,
   * delivered.
   */
  'place': (_stellwerk_control_v1_RecordPlace__Output);
  /**
   * The lane's state, which explains why a record waits in it.
   */
  'laneState': (_stellwerk_control_v1_LaneState__Output);
  /**
   * The thing's id in the target; empty if there is none yet.
   */
  'externalId': (string);
  /**
   * What the target last received; unset if it received nothing yet, and for a thing that was only
   * found unchanged or superseded.
   */
  'applied': (_stellwerk_control_v1_AppliedVersion__Output | null);
  /**
   * Number of versions in the log that the lane has not taken yet.
   */
  'backlog': (number);
  /**
   * Parked versions of the thing, oldest first; at most twenty.
   */
  'parked': (_stellwerk_control_v1_ParkedVersion__Output)[];
  /**
   * Whether an operator has paused its key.
   */
  'paused': (boolean);
  /**
   * Its open dead letters, newest first; at most twenty.
   */
  'deadLetters': (_stellwerk_control_v1_RecordDeadLetter__Output)[];
}
