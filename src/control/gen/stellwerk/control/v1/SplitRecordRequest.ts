// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RecordId as _stellwerk_control_v1_RecordId, RecordId__Output as _stellwerk_control_v1_RecordId__Output } from '../../../stellwerk/control/v1/RecordId.ts';

/**
 * Orders that ids leave their thing.
 */
export interface SplitRecordRequest {
  /**
   * The ids that leave and become a thing of their own together: 1 to 100, all of one thing.
   */
  'ids'?: (_stellwerk_control_v1_RecordId)[];
  /**
   * Where the id under which the hub wrote goes to the other part, and several are left: those that
   * count from then on.
   */
  'stays'?: (_stellwerk_control_v1_RecordId)[];
  /**
   * Tells what would change and writes nothing.
   */
  'dryRun'?: (boolean);
  /**
   * As in MergeRecordsRequest.
   */
  'requestId'?: (string);
}

/**
 * Orders that ids leave their thing.
 */
export interface SplitRecordRequest__Output {
  /**
   * The ids that leave and become a thing of their own together: 1 to 100, all of one thing.
   */
  'ids': (_stellwerk_control_v1_RecordId__Output)[];
  /**
   * Where the id under which the hub wrote goes to the other part, and several are left: those that
   * count from then on.
   */
  'stays': (_stellwerk_control_v1_RecordId__Output)[];
  /**
   * Tells what would change and writes nothing.
   */
  'dryRun': (boolean);
  /**
   * As in MergeRecordsRequest.
   */
  'requestId': (string);
}
