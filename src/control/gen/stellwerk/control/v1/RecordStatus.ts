// Original file: proto/stellwerk/control/v1/records.proto

import type { RecordLink as _stellwerk_control_v1_RecordLink, RecordLink__Output as _stellwerk_control_v1_RecordLink__Output } from '../../../stellwerk/control/v1/RecordLink.ts';
import type { RecordStream as _stellwerk_control_v1_RecordStream, RecordStream__Output as _stellwerk_control_v1_RecordStream__Output } from '../../../stellwerk/control/v1/RecordStream.ts';
import type { RecordLane as _stellwerk_control_v1_RecordLane, RecordLane__Output as _stellwerk_control_v1_RecordLane__Output } from '../../../stellwerk/control/v1/RecordLane.ts';

/**
 * A thing.
 */
export interface RecordStatus {
  /**
   * The hub's own id of the thing; empty until a lane has linked it.
   */
  'masterKey'?: (string);
  /**
   * Its ids in all systems.
   */
  'links'?: (_stellwerk_control_v1_RecordLink)[];
  /**
   * The versions of the thing in the log of each stream.
   */
  'streams'?: (_stellwerk_control_v1_RecordStream)[];
  /**
   * The state of the thing in each lane of these streams.
   */
  'lanes'?: (_stellwerk_control_v1_RecordLane)[];
}

/**
 * A thing.
 */
export interface RecordStatus__Output {
  /**
   * The hub's own id of the thing; empty until a lane has linked it.
   */
  'masterKey': (string);
  /**
   * Its ids in all systems.
   */
  'links': (_stellwerk_control_v1_RecordLink__Output)[];
  /**
   * The versions of the thing in the log of each stream.
   */
  'streams': (_stellwerk_control_v1_RecordStream__Output)[];
  /**
   * The state of the thing in each lane of these streams.
   */
  'lanes': (_stellwerk_control_v1_RecordLane__Output)[];
}
