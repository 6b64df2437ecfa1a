// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from '../../../stellwerk/control/v1/ImportStatus.ts';

/**
 * One import.
 */
export interface GetImportResponse {
  /**
   * Its status at this moment.
   */
  'import'?: (_stellwerk_control_v1_ImportStatus | null);
}

/**
 * One import.
 */
export interface GetImportResponse__Output {
  /**
   * Its status at this moment.
   */
  'import': (_stellwerk_control_v1_ImportStatus__Output | null);
}
