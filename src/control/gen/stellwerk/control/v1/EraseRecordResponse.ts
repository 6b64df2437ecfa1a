// Original file: proto/stellwerk/control/v1/records.proto

import type { ErasedRows as _stellwerk_control_v1_ErasedRows, ErasedRows__Output as _stellwerk_control_v1_ErasedRows__Output } from '../../../stellwerk/control/v1/ErasedRows.ts';
import type { RemainingRows as _stellwerk_control_v1_RemainingRows, RemainingRows__Output as _stellwerk_control_v1_RemainingRows__Output } from '../../../stellwerk/control/v1/RemainingRows.ts';

/**
 * What was erased, or would be. It contains no keys.
 */
export interface EraseRecordResponse {
  /**
   * The places that held something of the thing; empty if the hub held nothing.
   */
  'erased'?: (_stellwerk_control_v1_ErasedRows)[];
  /**
   * What the hub still holds, and why; empty if nothing is left.
   */
  'remaining'?: (_stellwerk_control_v1_RemainingRows)[];
}

/**
 * What was erased, or would be. It contains no keys.
 */
export interface EraseRecordResponse__Output {
  /**
   * The places that held something of the thing; empty if the hub held nothing.
   */
  'erased': (_stellwerk_control_v1_ErasedRows__Output)[];
  /**
   * What the hub still holds, and why; empty if nothing is left.
   */
  'remaining': (_stellwerk_control_v1_RemainingRows__Output)[];
}
