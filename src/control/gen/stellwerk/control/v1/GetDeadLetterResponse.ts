// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetter as _stellwerk_control_v1_DeadLetter, DeadLetter__Output as _stellwerk_control_v1_DeadLetter__Output } from '../../../stellwerk/control/v1/DeadLetter.ts';

/**
 * One dead letter.
 */
export interface GetDeadLetterResponse {
  /**
   * With document or raw row.
   */
  'deadLetter'?: (_stellwerk_control_v1_DeadLetter | null);
}

/**
 * One dead letter.
 */
export interface GetDeadLetterResponse__Output {
  /**
   * With document or raw row.
   */
  'deadLetter': (_stellwerk_control_v1_DeadLetter__Output | null);
}
