// Original file: proto/stellwerk/control/v1/relinking.proto

import type { Relinking as _stellwerk_control_v1_Relinking, Relinking__Output as _stellwerk_control_v1_Relinking__Output } from '../../../stellwerk/control/v1/Relinking.ts';

/**
 * What a merge changed, or would change.
 */
export interface MergeRecordsResponse {
  /**
   * The change. It has no lanes and flows if the two already were one thing.
   */
  'relinking'?: (_stellwerk_control_v1_Relinking | null);
}

/**
 * What a merge changed, or would change.
 */
export interface MergeRecordsResponse__Output {
  /**
   * The change. It has no lanes and flows if the two already were one thing.
   */
  'relinking': (_stellwerk_control_v1_Relinking__Output | null);
}
