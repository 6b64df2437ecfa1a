// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetter as _stellwerk_control_v1_DeadLetter, DeadLetter__Output as _stellwerk_control_v1_DeadLetter__Output } from '../../../stellwerk/control/v1/DeadLetter.ts';

/**
 * A dead letter.
 */
export interface GetDeadLetterResponse {
  /**
   * The letter, with its document or raw row.
   */
  'deadLetter'?: (_stellwerk_control_v1_DeadLetter | null);
}

/**
 * A dead letter.
 */
export interface GetDeadLetterResponse__Output {
  /**
   * The letter, with its document or raw row.
   */
  'deadLetter': (_stellwerk_control_v1_DeadLetter__Output | null);
}
