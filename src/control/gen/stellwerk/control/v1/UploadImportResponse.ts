// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from '../../../stellwerk/control/v1/ImportStatus.ts';

/**
 * The recorded import.
 */
export interface UploadImportResponse {
  /**
   * Its current status.
   */
  'import'?: (_stellwerk_control_v1_ImportStatus | null);
}

/**
 * The recorded import.
 */
export interface UploadImportResponse__Output {
  /**
   * Its current status.
   */
  'import': (_stellwerk_control_v1_ImportStatus__Output | null);
}
