// Original file: proto/stellwerk/control/v1/relinking.proto

import type { FlowFate as _stellwerk_control_v1_FlowFate, FlowFate__Output as _stellwerk_control_v1_FlowFate__Output } from '../../../stellwerk/control/v1/FlowFate.ts';

/**
 * A thing in one two-way flow.
 */
export interface RelinkedFlow {
  /**
   * Name of the flow.
   */
  'flow'?: (string);
  /**
   * Master key of the thing, as in RelinkedRecord.
   */
  'masterKey'?: (string);
  /**
   * What becomes of it.
   */
  'fate'?: (_stellwerk_control_v1_FlowFate);
}

/**
 * A thing in one two-way flow.
 */
export interface RelinkedFlow__Output {
  /**
   * Name of the flow.
   */
  'flow': (string);
  /**
   * Master key of the thing, as in RelinkedRecord.
   */
  'masterKey': (string);
  /**
   * What becomes of it.
   */
  'fate': (_stellwerk_control_v1_FlowFate__Output);
}
