// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RecordId as _stellwerk_control_v1_RecordId, RecordId__Output as _stellwerk_control_v1_RecordId__Output } from '../../../stellwerk/control/v1/RecordId.ts';

/**
 * Request to split ids off their thing.
 */
export interface SplitRecordRequest {
  /**
   * The ids to split off, which together become a new thing: 1 to 100 ids, all of the same thing.
   */
  'ids'?: (_stellwerk_control_v1_RecordId)[];
  /**
   * For systems in which the id under which the hub wrote moves to the other part and several ids
   * remain: the id to write under from then on.
   */
  'stays'?: (_stellwerk_control_v1_RecordId)[];
  /**
   * Reports what would change and writes nothing.
   */
  'dryRun'?: (boolean);
  /**
   * As in MergeRecordsRequest.
   */
  'requestId'?: (string);
}

/**
 * Request to split ids off their thing.
 */
export interface SplitRecordRequest__Output {
  /**
   * The ids to split off, which together become a new thing: 1 to 100 ids, all of the same thing.
   */
  'ids': (_stellwerk_control_v1_RecordId__Output)[];
  /**
   * For systems in which the id under which the hub wrote moves to the other part and several ids
   * remain: the id to write under from then on.
   */
  'stays': (_stellwerk_control_v1_RecordId__Output)[];
  /**
   * Reports what would change and writes nothing.
   */
  'dryRun': (boolean);
  /**
   * As in MergeRecordsRequest.
   */
  'requestId': (string);
}
