// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportOrder as _stellwerk_control_v1_ImportOrder, ImportOrder__Output as _stellwerk_control_v1_ImportOrder__Output } from '../../../stellwerk/control/v1/ImportOrder.ts';

/**
 * Request to start an import.
 */
export interface StartImportRequest {
  /**
   * The import to run.
   */
  'order'?: (_stellwerk_control_v1_ImportOrder | null);
  /**
   * Idempotency key: requests with the same id start only one import. INVALID_ARGUMENT if the id was
   * used for an import with another order. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request starts an import.
   */
  'requestId'?: (string);
}

/**
 * Request to start an import.
 */
export interface StartImportRequest__Output {
  /**
   * The import to run.
   */
  'order': (_stellwerk_control_v1_ImportOrder__Output | null);
  /**
   * Idempotency key: requests with the same id start only one import. INVALID_ARGUMENT if the id was
   * used for an import with another order. At most 128 characters: letters, digits and ._:- only.
   * Empty: each request starts an import.
   */
  'requestId': (string);
}
