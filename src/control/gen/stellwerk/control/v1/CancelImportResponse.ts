// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from '../../../stellwerk/control/v1/ImportStatus.ts';

/**
 * The result of the request.
 */
export interface CancelImportResponse {
  /**
   * Its status afterwards.
   */
  'import'?: (_stellwerk_control_v1_ImportStatus | null);
}

/**
 * The result of the request.
 */
export interface CancelImportResponse__Output {
  /**
   * Its status afterwards.
   */
  'import': (_stellwerk_control_v1_ImportStatus__Output | null);
}
