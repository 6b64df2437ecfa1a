// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from '../../../stellwerk/control/v1/ImportStatus.ts';

/**
 * The import is noted.
 */
export interface StartImportResponse {
  /**
   * Its status at this moment.
   */
  'import'?: (_stellwerk_control_v1_ImportStatus | null);
}

/**
 * The import is noted.
 */
export interface StartImportResponse__Output {
  /**
   * Its status at this moment.
   */
  'import': (_stellwerk_control_v1_ImportStatus__Output | null);
}
