// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterFilter as _stellwerk_control_v1_DeadLetterFilter, DeadLetterFilter__Output as _stellwerk_control_v1_DeadLetterFilter__Output } from '../../../stellwerk/control/v1/DeadLetterFilter.ts';

/**
 * Request to close dead letters.
 */
export interface DiscardDeadLettersRequest {
  /**
   * Selects among the open letters. INVALID_ARGUMENT if it sets no field, unless `all` is set.
   */
  'filter'?: (_stellwerk_control_v1_DeadLetterFilter | null);
  /**
   * Allows an empty filter.
   */
  'all'?: (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request, ABORTED (ORDER_IN_PROGRESS) if the first request is still being carried out
   * after half a minute: send it again. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request is carried out.
   */
  'requestId'?: (string);
}

/**
 * Request to close dead letters.
 */
export interface DiscardDeadLettersRequest__Output {
  /**
   * Selects among the open letters. INVALID_ARGUMENT if it sets no field, unless `all` is set.
   */
  'filter': (_stellwerk_control_v1_DeadLetterFilter__Output | null);
  /**
   * Allows an empty filter.
   */
  'all': (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request, ABORTED (ORDER_IN_PROGRESS) if the first request is still being carried out
   * after half a minute: send it again. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request is carried out.
   */
  'requestId': (string);
}
