// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from '../../../stellwerk/control/v1/ImportStatus.ts';

/**
 * The result of the request.
 */
export interface PauseImportResponse {
  /**
   * Its status after the pause took effect.
   */
  'import'?: (_stellwerk_control_v1_ImportStatus | null);
}

/**
 * The result of the request.
 */
export interface PauseImportResponse__Output {
  /**
   * Its status after the pause took effect.
   */
  'import': (_stellwerk_control_v1_ImportStatus__Output | null);
}
