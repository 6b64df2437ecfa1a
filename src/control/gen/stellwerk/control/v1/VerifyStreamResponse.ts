// Original file: proto/stellwerk/control/v1/verify.proto

import type { VerifyProgress as _stellwerk_control_v1_VerifyProgress, VerifyProgress__Output as _stellwerk_control_v1_VerifyProgress__Output } from '../../../stellwerk/control/v1/VerifyProgress.ts';
import type { VerifiedRecord as _stellwerk_control_v1_VerifiedRecord, VerifiedRecord__Output as _stellwerk_control_v1_VerifiedRecord__Output } from '../../../stellwerk/control/v1/VerifiedRecord.ts';
import type { VerifySummary as _stellwerk_control_v1_VerifySummary, VerifySummary__Output as _stellwerk_control_v1_VerifySummary__Output } from '../../../stellwerk/control/v1/VerifySummary.ts';

/**
 * One message of the response.
 */
export interface VerifyStreamResponse {
  /**
   * Progress of the comparison, at most five times a second.
   */
  'progress'?: (_stellwerk_control_v1_VerifyProgress | null);
  /**
   * One record of one lane that is not as it should be.
   */
  'record'?: (_stellwerk_control_v1_VerifiedRecord | null);
  /**
   * The summary, in the last message.
   */
  'summary'?: (_stellwerk_control_v1_VerifySummary | null);
  /**
   * Exactly one is set.
   */
  'event'?: "progress"|"record"|"summary";
}

/**
 * One message of the response.
 */
export interface VerifyStreamResponse__Output {
  /**
   * Progress of the comparison, at most five times a second.
   */
  'progress'?: (_stellwerk_control_v1_VerifyProgress__Output | null);
  /**
   * One record of one lane that is not as it should be.
   */
  'record'?: (_stellwerk_control_v1_VerifiedRecord__Output | null);
  /**
   * The summary, in the last message.
   */
  'summary'?: (_stellwerk_control_v1_VerifySummary__Output | null);
}
