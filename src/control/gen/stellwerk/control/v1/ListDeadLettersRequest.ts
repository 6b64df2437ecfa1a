// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type { DeadLetterFilter as _stellwerk_control_v1_DeadLetterFilter, DeadLetterFilter__Output as _stellwerk_control_v1_DeadLetterFilter__Output } from '../../../stellwerk/control/v1/DeadLetterFilter.ts';
import type { DeadLetterState as _stellwerk_control_v1_DeadLetterState, DeadLetterState__Output as _stellwerk_control_v1_DeadLetterState__Output } from '../../../stellwerk/control/v1/DeadLetterState.ts';

/**
 * Request for a page of dead letters.
 */
export interface ListDeadLettersRequest {
  /**
   * Selects the letters. Unset: all.
   */
  'filter'?: (_stellwerk_control_v1_DeadLetterFilter | null);
  /**
   * Only letters in one of these states. Empty: open letters.
   */
  'states'?: (_stellwerk_control_v1_DeadLetterState)[];
  /**
   * The maximum number of letters in the page, 1 to 500. 0 means 50.
   */
  'pageSize'?: (number);
  /**
   * The `next_page_token` of the previous page. Empty for the first page.
   */
  'pageToken'?: (string);
  /**
   * Leave total_size out. For pages after the first: counting takes long where there are very many.
   */
  'withoutTotal'?: (boolean);
}

/**
 * Request for a page of dead letters.
 */
export interface ListDeadLettersRequest__Output {
  /**
   * Selects the letters. Unset: all.
   */
  'filter': (_stellwerk_control_v1_DeadLetterFilter__Output | null);
  /**
   * Only letters in one of these states. Empty: open letters.
   */
  'states': (_stellwerk_control_v1_DeadLetterState__Output)[];
  /**
   * The maximum number of letters in the page, 1 to 500. 0 means 50.
   */
  'pageSize': (number);
  /**
   * The `next_page_token` of the previous page. Empty for the first page.
   */
  'pageToken': (string);
  /**
   * Leave total_size out. For pages after the first: counting takes long where there are very many.
   */
  'withoutTotal': (boolean);
}
