// Original file: proto/stellwerk/control/v1/imports.proto

import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from '../../../stellwerk/control/v1/ImportStatus.ts';

/**
 * The full state first, then changes.
 */
export interface WatchImportsResponse {
  /**
   * All watched imports in the first message; later, those whose status differs from what was last
   * sent.
   */
  'imports'?: (_stellwerk_control_v1_ImportStatus)[];
  /**
   * Ids of imports that are too old to be shown; empty in the first message.
   */
  'removed'?: (string)[];
}

/**
 * The full state first, then changes.
 */
export interface WatchImportsResponse__Output {
  /**
   * All watched imports in the first message; later, those whose status differs from what was last
   * sent.
   */
  'imports': (_stellwerk_control_v1_ImportStatus__Output)[];
  /**
   * Ids of imports that are too old to be shown; empty in the first message.
   */
  'removed': (string)[];
}
