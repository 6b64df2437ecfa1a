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
}
