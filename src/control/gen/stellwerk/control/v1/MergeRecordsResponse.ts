// Original file: proto/stellwerk/control/v1/relinking.proto

import type { Relinking as _stellwerk_control_v1_Relinking, Relinking__Output as _stellwerk_control_v1_Relinking__Output } from '../../../stellwerk/control/v1/Relinking.ts';

/**
 * What a merge changed, or would.
 */
export interface MergeRecordsResponse {
  /**
   * The change. Without lanes and flows where the two were one thing already.
   */
  'relinking'?: (_stellwerk_control_v1_Relinking | null);
}

/**
 * What a merge changed, or would.
 */
export interface MergeRecordsResponse__Output {
  /**
   * The change. Without lanes and flows where the two were one thing already.
   */
  'relinking': (_stellwerk_control_v1_Relinking__Output | null);
}
