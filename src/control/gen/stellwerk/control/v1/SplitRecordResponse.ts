// Original file: proto/stellwerk/control/v1/relinking.proto

import type { Relinking as _stellwerk_control_v1_Relinking, Relinking__Output as _stellwerk_control_v1_Relinking__Output } from '../../../stellwerk/control/v1/Relinking.ts';

/**
 * What a split changed, or would change.
 */
export interface SplitRecordResponse {
  /**
   * The change.
   */
  'relinking'?: (_stellwerk_control_v1_Relinking | null);
}

/**
 * What a split changed, or would change.
 */
export interface SplitRecordResponse__Output {
  /**
   * The change.
   */
  'relinking': (_stellwerk_control_v1_Relinking__Output | null);
}
