// Original file: proto/stellwerk/control/v1/connectors.proto

import type { ConnectorState as _stellwerk_control_v1_ConnectorState, ConnectorState__Output as _stellwerk_control_v1_ConnectorState__Output } from '../../../stellwerk/control/v1/ConnectorState.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from '../../../google/protobuf/Timestamp.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from '../../../stellwerk/control/v1/ErrorStatus.ts';
import type { Long } from '@grpc/proto-loader';

/**
 * A configured external system.
 */
export interface ConnectorStatus {
  /**
   * Name of the connector in the configuration.
   */
  'name'?: (string);
  /**
   * Kind of system: file, postgres, http and so on.
   */
  'kind'?: (string);
  /**
   * Its state.
   */
  'state'?: (_stellwerk_control_v1_ConnectorState);
  /**
   * When it entered this state.
   */
  'since'?: (_google_protobuf_Timestamp | null);
  /**
   * The last error; unset if there was none.
   */
  'lastError'?: (_stellwerk_control_v1_ErrorStatus | null);
  /**
   * Webhooks refused since the hub started: forged, stale, too large or too many.
   */
  'refusedWebhooks'?: (number | string | Long);
}

/**
 * A configured external system.
 */
export interface ConnectorStatus__Output {
  /**
   * Name of the connector in the configuration.
   */
  'name': (string);
  /**
   * Kind of system: file, postgres, http and so on.
   */
  'kind': (string);
  /**
   * Its state.
   */
  'state': (_stellwerk_control_v1_ConnectorState__Output);
  /**
   * When it entered this state.
   */
  'since': (_google_protobuf_Timestamp__Output | null);
  /**
   * The last error; unset if there was none.
   */
  'lastError': (_stellwerk_control_v1_ErrorStatus__Output | null);
  /**
   * Webhooks refused since the hub started: forged, stale, too large or too many.
   */
  'refusedWebhooks': (number);
}
