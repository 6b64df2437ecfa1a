// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RelinkedId as _stellwerk_control_v1_RelinkedId, RelinkedId__Output as _stellwerk_control_v1_RelinkedId__Output } from '../../../stellwerk/control/v1/RelinkedId.ts';

/**
 * One thing afterwards.
 */
export interface RelinkedRecord {
  /**
   * The hub's own id of it; empty in a dry run for one that would be new.
   */
  'masterKey'?: (string);
  /**
   * Its ids in all systems.
   */
  'ids'?: (_stellwerk_control_v1_RelinkedId)[];
}

/**
 * One thing afterwards.
 */
export interface RelinkedRecord__Output {
  /**
   * The hub's own id of it; empty in a dry run for one that would be new.
   */
  'masterKey': (string);
  /**
   * Its ids in all systems.
   */
  'ids': (_stellwerk_control_v1_RelinkedId__Output)[];
}
