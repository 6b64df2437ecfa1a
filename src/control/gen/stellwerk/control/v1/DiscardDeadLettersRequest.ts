// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterFilter as _stellwerk_control_v1_DeadLetterFilter, DeadLetterFilter__Output as _stellwerk_control_v1_DeadLetterFilter__Output } from '../../../stellwerk/control/v1/DeadLetterFilter.ts';

/**
 * Orders dead letters to be closed.
 */
export interface DiscardDeadLettersRequest {
  /**
   * Which of the open ones. INVALID_ARGUMENT when it names nothing, unless `all` is set.
   */
  'filter'?: (_stellwerk_control_v1_DeadLetterFilter | null);
  /**
   * Allows an empty filter.
   */
  'all'?: (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
}

/**
 * Orders dead letters to be closed.
 */
export interface DiscardDeadLettersRequest__Output {
  /**
   * Which of the open ones. INVALID_ARGUMENT when it names nothing, unless `all` is set.
   */
  'filter': (_stellwerk_control_v1_DeadLetterFilter__Output | null);
  /**
   * Allows an empty filter.
   */
  'all': (boolean);
  /**
   * Names the intent: a request repeated under the same id within a week is carried out once and
   * gets the first answer, also after a restart. INVALID_ARGUMENT when the id named another order.
   * Letters, digits and ._:- only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}
