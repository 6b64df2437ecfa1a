// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordLink as _stellwerk_control_v1_RecordLink, RecordLink__Output as _stellwerk_control_v1_RecordLink__Output } from '../../../stellwerk/control/v1/RecordLink.ts';
import type { RecordStream as _stellwerk_control_v1_RecordStream, RecordStream__Output as _stellwerk_control_v1_RecordStream__Output } from '../../../stellwerk/control/v1/RecordStream.ts';
import type { RecordLane as _stellwerk_control_v1_RecordLane, RecordLane__Output as _stellwerk_control_v1_RecordLane__Output } from '../../../stellwerk/control/v1/RecordLane.ts';

/**
 * One thing.
 */
export interface RecordStatus {
  /**
   * The hub's own id of it; empty while no lane has linked it.
   */
  'masterKey'?: (string);
  /**
   * Its ids in all systems.
   */
  'links'?: (_stellwerk_control_v1_RecordLink)[];
  /**
   * What the log of each stream holds of it.
   */
  'streams'?: (_stellwerk_control_v1_RecordStream)[];
  /**
   * Where it is in each lane of these streams.
   */
  'lanes'?: (_stellwerk_control_v1_RecordLane)[];
}

/**
 * One thing.
 */
export interface RecordStatus__Output {
  /**
   * The hub's own id of it; empty while no lane has linked it.
   */
  'masterKey': (string);
  /**
   * Its ids in all systems.
   */
  'links': (_stellwerk_control_v1_RecordLink__Output)[];
  /**
   * What the log of each stream holds of it.
   */
  'streams': (_stellwerk_control_v1_RecordStream__Output)[];
  /**
   * Where it is in each lane of these streams.
   */
  'lanes': (_stellwerk_control_v1_RecordLane__Output)[];
}
