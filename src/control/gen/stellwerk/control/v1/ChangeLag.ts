// Original file: proto/stellwerk/control/v1/streams.proto

import type { ChangePhase as _stellwerk_control_v1_ChangePhase, ChangePhase__Output as _stellwerk_control_v1_ChangePhase__Output } from '../../../stellwerk/control/v1/ChangePhase.ts';
import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from '../../../google/protobuf/Duration.ts';
import type { ChangeHealth as _stellwerk_control_v1_ChangeHealth, ChangeHealth__Output as _stellwerk_control_v1_ChangeHealth__Output } from '../../../stellwerk/control/v1/ChangeHealth.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * How far a stream that captures changes is behind its source.
 */
export interface ChangeLag {
  /**
   * The phase of the capture.
   */
  'phase'?: (_stellwerk_control_v1_ChangePhase);
  /**
   * Bytes of the source's change log that the hub has not stored yet, including changes of other
   * tables.
   */
  'behindBytes'?: (number | string | Long);
  /**
   * How long ago the hub had everything; unset if that is not known.
   */
  'behind'?: (_google_protobuf_Duration | null);
  /**
   * Bytes that the source keeps on its disk for this stream.
   */
  'retainedBytes'?: (number | string | Long);
  /**
   * Whether it keeps up.
   */
  'health'?: (_stellwerk_control_v1_ChangeHealth);
  /**
   * In phase CHANGE_PHASE_DELETIONS: number of known keys compared with the source so far.
   */
  'comparedKeys'?: (number | string | Long);
}

/**
 * How far a stream that captures changes is behind its source.
 */
export interface ChangeLag__Output {
  /**
   * The phase of the capture.
   */
  'phase': (_stellwerk_control_v1_ChangePhase__Output);
  /**
   * Bytes of the source's change log that the hub has not stored yet, including changes of other
   * tables.
   */
  'behindBytes': (number);
  /**
   * How long ago the hub had everything; unset if that is not known.
   */
  'behind': (_google_protobuf_Duration__Output | null);
  /**
   * Bytes that the source keeps on its disk for this stream.
   */
  'retainedBytes': (number);
  /**
   * Whether it keeps up.
   */
  'health': (_stellwerk_control_v1_ChangeHealth__Output);
  /**
   * In phase CHANGE_PHASE_DELETIONS: number of known keys compared with the source so far.
   */
  'comparedKeys': (number);
}
