// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterFilter as _stellwerk_control_v1_DeadLetterFilter, DeadLetterFilter__Output as _stellwerk_control_v1_DeadLetterFilter__Output } from '../../../stellwerk/control/v1/DeadLetterFilter.ts';

/**
 * Request to deliver dead letters again.
 */
export interface ReplayDeadLettersRequest {
  /**
   * Selects among the open letters. INVALID_ARGUMENT if it sets no field, unless `all` is set.
   */
  'filter'?: (_stellwerk_control_v1_DeadLetterFilter | null);
  /**
   * Allows an empty filter.
   */
  'all'?: (boolean);
  /**
   * Replaces the record's content: a JSON object as text. Numbers with more digits than a double
   * holds are written as text. Allowed only if the filter names exactly one id. Empty: the content
   * is not changed.
   */
  'documentJson'?: (string);
  /**
   * The maximum number of records per second, 0.001 to 100,000. 0: as fast as the target accepts
   * them.
   */
  'perSecond'?: (number | string);
  /**
   * Reports what would be sent and writes nothing.
   */
  'dryRun'?: (boolean);
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
 * Request to deliver dead letters again.
 */
export interface ReplayDeadLettersRequest__Output {
  /**
   * Selects among the open letters. INVALID_ARGUMENT if it sets no field, unless `all` is set.
   */
  'filter': (_stellwerk_control_v1_DeadLetterFilter__Output | null);
  /**
   * Allows an empty filter.
   */
  'all': (boolean);
  /**
   * Replaces the record's content: a JSON object as text. Numbers with more digits than a double
   * holds are written as text. Allowed only if the filter names exactly one id. Empty: the content
   * is not changed.
   */
  'documentJson': (string);
  /**
   * The maximum number of records per second, 0.001 to 100,000. 0: as fast as the target accepts
   * them.
   */
  'perSecond': (number);
  /**
   * Reports what would be sent and writes nothing.
   */
  'dryRun': (boolean);
  /**
   * Idempotency key: within a week, the hub carries out requests with the same id only once and
   * returns the first response, even after a restart. INVALID_ARGUMENT if the id was used for a
   * different request, ABORTED (ORDER_IN_PROGRESS) if the first request is still being carried out
   * after half a minute: send it again. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request is carried out.
   */
  'requestId': (string);
}
