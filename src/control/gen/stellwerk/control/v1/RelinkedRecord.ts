// Original file: proto/stellwerk/control/v1/relinking.proto

import type { RelinkedId as _stellwerk_control_v1_RelinkedId, RelinkedId__Output as _stellwerk_control_v1_RelinkedId__Output } from '../../../stellwerk/control/v1/RelinkedId.ts';

/**
 * A thing after the change.
 */
export interface RelinkedRecord {
  /**
   * The hub's own id of the thing; empty in a dry run for a thing that would be new.
   */
  'masterKey'?: (string);
  /**
   * Its ids in all systems.
   */
  'ids'?: (_stellwerk_control_v1_RelinkedId)[];
}

/**
 * A thing after the change.
 */
export interface RelinkedRecord__Output {
  /**
   * The hub's own id of the thing; empty in a dry run for a thing that would be new.
   */
  'masterKey': (string);
  /**
   * Its ids in all systems.
   */
  'ids': (_stellwerk_control_v1_RelinkedId__Output)[];
}
