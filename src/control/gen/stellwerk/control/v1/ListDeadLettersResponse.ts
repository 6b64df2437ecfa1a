// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetter as _stellwerk_control_v1_DeadLetter, DeadLetter__Output as _stellwerk_control_v1_DeadLetter__Output } from '../../../stellwerk/control/v1/DeadLetter.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A page of dead letters.
 */
export interface ListDeadLettersResponse {
  /**
   * The letters, oldest first, without document and raw row.
   */
  'deadLetters'?: (_stellwerk_control_v1_DeadLetter)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken'?: (string);
  /**
   * Number of letters in all pages together; 0 if the request says without_total.
   */
  'totalSize'?: (number | string | Long);
  /**
   * The id up to which letters are counted, for the `max_id` of a replay or discard of all of them;
   * empty if the request says without_total.
   */
  'newestId'?: (string);
}

/**
 * A page of dead letters.
 */
export interface ListDeadLettersResponse__Output {
  /**
   * The letters, oldest first, without document and raw row.
   */
  'deadLetters': (_stellwerk_control_v1_DeadLetter__Output)[];
  /**
   * Token of the next page; empty if this is the last page.
   */
  'nextPageToken': (string);
  /**
   * Number of letters in all pages together; 0 if the request says without_total.
   */
  'totalSize': (number);
  /**
   * The id up to which letters are counted, for the `max_id` of a replay or discard of all of them;
   * empty if the request says without_total.
   */
  'newestId': (string);
}
