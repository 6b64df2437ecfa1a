// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from '../../../stellwerk/control/v1/ImportStatus.ts';

/**
 * All imports.
 */
export interface ListImportsResponse {
  /**
   * Newest first.
   */
  'imports'?: (_stellwerk_control_v1_ImportStatus)[];
}

/**
 * All imports.
 */
export interface ListImportsResponse__Output {
  /**
   * Newest first.
   */
  'imports': (_stellwerk_control_v1_ImportStatus__Output)[];
}
