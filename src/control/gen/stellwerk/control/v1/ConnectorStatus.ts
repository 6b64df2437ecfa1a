// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorState as _stellwerk_control_v1_ConnectorState, ConnectorState__Output as _stellwerk_control_v1_ConnectorState__Output } from '../../../stellwerk/control/v1/ConnectorState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from '../../../stellwerk/control/v1/ErrorStatus.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * One configured external system.
 */
export interface ConnectorStatus {
  /**
   * Name as in the configuration.
   */
  'name'?: (string);
  /**
   * What sort of system it is: file, postgres, http and the like.
   */
  'kind'?: (string);
  /**
   * What it is doing.
   */
  'state'?: (_stellwerk_control_v1_ConnectorState);
  /**
   * Since when.
   */
  'since'?: (_google_protobuf_Timestamp | null);
  /**
   * The last error; absent when there was none.
   */
  'lastError'?: (_stellwerk_control_v1_ErrorStatus | null);
  /**
   * Webhooks turned away since the hub started: forged, stale, too large, too many.
   */
  'refusedWebhooks'?: (number | string | Long);
}

/**
 * One configured external system.
 */
export interface ConnectorStatus__Output {
  /**
   * Name as in the configuration.
   */
  'name': (string);
  /**
   * What sort of system it is: file, postgres, http and the like.
   */
  'kind': (string);
  /**
   * What it is doing.
   */
  'state': (_stellwerk_control_v1_ConnectorState__Output);
  /**
   * Since when.
   */
  'since': (_google_protobuf_Timestamp__Output | null);
  /**
   * The last error; absent when there was none.
   */
  'lastError': (_stellwerk_control_v1_ErrorStatus__Output | null);
  /**
   * Webhooks turned away since the hub started: forged, stale, too large, too many.
   */
  'refusedWebhooks': (number);
}
