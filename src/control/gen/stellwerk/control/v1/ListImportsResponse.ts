// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from '../../../stellwerk/control/v1/ImportStatus.ts';

/**
 * A list of imports.
 */
export interface ListImportsResponse {
  /**
   * The imports, newest first.
   */
  'imports'?: (_stellwerk_control_v1_ImportStatus)[];
}

/**
 * A list of imports.
 */
export interface ListImportsResponse__Output {
  /**
   * The imports, newest first.
   */
  'imports': (_stellwerk_control_v1_ImportStatus__Output)[];
}
