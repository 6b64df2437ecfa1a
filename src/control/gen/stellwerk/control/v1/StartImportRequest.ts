// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportOrder as _stellwerk_control_v1_ImportOrder, ImportOrder__Output as _stellwerk_control_v1_ImportOrder__Output } from '../../../stellwerk/control/v1/ImportOrder.ts';

/**
 * Asks for an import.
 */
export interface StartImportRequest {
  /**
   * What it is to do.
   */
  'order'?: (_stellwerk_control_v1_ImportOrder | null);
  /**
   * Names the intent: a request repeated under the same id is one import. Letters, digits and ._:-
   * only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId'?: (string);
}

/**
 * Asks for an import.
 */
export interface StartImportRequest__Output {
  /**
   * What it is to do.
   */
  'order': (_stellwerk_control_v1_ImportOrder__Output | null);
  /**
   * Names the intent: a request repeated under the same id is one import. Letters, digits and ._:-
   * only, at most 128. Empty: every request is an intent of its own.
   */
  'requestId': (string);
}
