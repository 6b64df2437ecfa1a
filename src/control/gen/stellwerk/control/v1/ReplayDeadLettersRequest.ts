// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterFilter as _stellwerk_control_v1_DeadLetterFilter, DeadLetterFilter__Output as _stellwerk_control_v1_DeadLetterFilter__Output } from '../../../stellwerk/control/v1/DeadLetterFilter.ts';

/**
 * Orders dead letters to be delivered again.
 */
export interface ReplayDeadLettersRequest {
  /**
   * Which of the open ones. INVALID_ARGUMENT when it names nothing, unless `all` is set.
   */
  'filter'?: (_stellwerk_control_v1_DeadLetterFilter | null);
  /**
   * Allows an empty filter.
   */
  'all'?: (boolean);
  /**
   * Replaces the record's content: a JSON object as text; numbers of more digits than a double holds
   * are written as text. Only where the filter names exactly one id. Empty: as it is.
   */
  'documentJson'?: (string);
  /**
   * Records a second at most, 0.001 to 100,000; 0: as fast as the target takes them.
   */
  'perSecond'?: (number | string);
  /**
   * Tells what would be sent and writes nothing.
   */
  'dryRun'?: (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
}

/**
 * Orders dead letters to be delivered again.
 */
export interface ReplayDeadLettersRequest__Output {
  /**
   * Which of the open ones. INVALID_ARGUMENT when it names nothing, unless `all` is set.
   */
  'filter': (_stellwerk_control_v1_DeadLetterFilter__Output | null);
  /**
   * Allows an empty filter.
   */
  'all': (boolean);
  /**
   * Replaces the record's content: a JSON object as text; numbers of more digits than a double holds
   * are written as text. Only where the filter names exactly one id. Empty: as it is.
   */
  'documentJson': (string);
  /**
   * Records a second at most, 0.001 to 100,000; 0: as fast as the target takes them.
   */
  'perSecond': (number);
  /**
   * Tells what would be sent and writes nothing.
   */
  'dryRun': (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}
