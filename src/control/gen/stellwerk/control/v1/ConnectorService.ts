// Original file: proto/stellwerk/control/v1/connectors.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetConnectorRequest as _stellwerk_control_v1_GetConnectorRequest, GetConnectorRequest__Output as _stellwerk_control_v1_GetConnectorRequest__Output } from '../../../stellwerk/control/v1/GetConnectorRequest.ts';
import type { GetConnectorResponse as _stellwerk_control_v1_GetConnectorResponse, GetConnectorResponse__Output as _stellwerk_control_v1_GetConnectorResponse__Output } from '../../../stellwerk/control/v1/GetConnectorResponse.ts';
import type { ListConnectorsRequest as _stellwerk_control_v1_ListConnectorsRequest, ListConnectorsRequest__Output as _stellwerk_control_v1_ListConnectorsRequest__Output } from '../../../stellwerk/control/v1/ListConnectorsRequest.ts';
import type { ListConnectorsResponse as _stellwerk_control_v1_ListConnectorsResponse, ListConnectorsResponse__Output as _stellwerk_control_v1_ListConnectorsResponse__Output } from '../../../stellwerk/control/v1/ListConnectorsResponse.ts';
import type { PauseConnectorRequest as _stellwerk_control_v1_PauseConnectorRequest, PauseConnectorRequest__Output as _stellwerk_control_v1_PauseConnectorRequest__Output } from '../../../stellwerk/control/v1/PauseConnectorRequest.ts';
import type { PauseConnectorResponse as _stellwerk_control_v1_PauseConnectorResponse, PauseConnectorResponse__Output as _stellwerk_control_v1_PauseConnectorResponse__Output } from '../../../stellwerk/control/v1/PauseConnectorResponse.ts';
import type { ResumeConnectorRequest as _stellwerk_control_v1_ResumeConnectorRequest, ResumeConnectorRequest__Output as _stellwerk_control_v1_ResumeConnectorRequest__Output } from '../../../stellwerk/control/v1/ResumeConnectorRequest.ts';
import type { ResumeConnectorResponse as _stellwerk_control_v1_ResumeConnectorResponse, ResumeConnectorResponse__Output as _stellwerk_control_v1_ResumeConnectorResponse__Output } from '../../../stellwerk/control/v1/ResumeConnectorResponse.ts';
import type { WatchConnectorsRequest as _stellwerk_control_v1_WatchConnectorsRequest, WatchConnectorsRequest__Output as _stellwerk_control_v1_WatchConnectorsRequest__Output } from '../../../stellwerk/control/v1/WatchConnectorsRequest.ts';
import type { WatchConnectorsResponse as _stellwerk_control_v1_WatchConnectorsResponse, WatchConnectorsResponse__Output as _stellwerk_control_v1_WatchConnectorsResponse__Output } from '../../../stellwerk/control/v1/WatchConnectorsResponse.ts';

/**
 * Reports and controls the connected external systems.
 */
export interface ConnectorServiceClient extends grpc.Client {
  /**
   * Returns a connector. NOT_FOUND if there is none of that name.
   */
  GetConnector(argument: _stellwerk_control_v1_GetConnectorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetConnectorResponse__Output>): grpc.ClientUnaryCall;
  GetConnector(argument: _stellwerk_control_v1_GetConnectorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetConnectorResponse__Output>): grpc.ClientUnaryCall;
  GetConnector(argument: _stellwerk_control_v1_GetConnectorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetConnectorResponse__Output>): grpc.ClientUnaryCall;
  GetConnector(argument: _stellwerk_control_v1_GetConnectorRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetConnectorResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a connector. NOT_FOUND if there is none of that name.
   */
  getConnector(argument: _stellwerk_control_v1_GetConnectorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetConnectorResponse__Output>): grpc.ClientUnaryCall;
  getConnector(argument: _stellwerk_control_v1_GetConnectorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetConnectorResponse__Output>): grpc.ClientUnaryCall;
  getConnector(argument: _stellwerk_control_v1_GetConnectorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetConnectorResponse__Output>): grpc.ClientUnaryCall;
  getConnector(argument: _stellwerk_control_v1_GetConnectorRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetConnectorResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists connectors in the order of the configuration, in pages.
   */
  ListConnectors(argument: _stellwerk_control_v1_ListConnectorsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConnectorsResponse__Output>): grpc.ClientUnaryCall;
  ListConnectors(argument: _stellwerk_control_v1_ListConnectorsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListConnectorsResponse__Output>): grpc.ClientUnaryCall;
  ListConnectors(argument: _stellwerk_control_v1_ListConnectorsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConnectorsResponse__Output>): grpc.ClientUnaryCall;
  ListConnectors(argument: _stellwerk_control_v1_ListConnectorsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListConnectorsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists connectors in the order of the configuration, in pages.
   */
  listConnectors(argument: _stellwerk_control_v1_ListConnectorsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConnectorsResponse__Output>): grpc.ClientUnaryCall;
  listConnectors(argument: _stellwerk_control_v1_ListConnectorsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListConnectorsResponse__Output>): grpc.ClientUnaryCall;
  listConnectors(argument: _stellwerk_control_v1_ListConnectorsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConnectorsResponse__Output>): grpc.ClientUnaryCall;
  listConnectors(argument: _stellwerk_control_v1_ListConnectorsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListConnectorsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Stops probing a connector; its streams and lanes wait. Responds once no work is in flight and
   * the pause would survive a crash. Pausing a paused connector succeeds.
   */
  PauseConnector(argument: _stellwerk_control_v1_PauseConnectorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseConnectorResponse__Output>): grpc.ClientUnaryCall;
  PauseConnector(argument: _stellwerk_control_v1_PauseConnectorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseConnectorResponse__Output>): grpc.ClientUnaryCall;
  PauseConnector(argument: _stellwerk_control_v1_PauseConnectorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseConnectorResponse__Output>): grpc.ClientUnaryCall;
  PauseConnector(argument: _stellwerk_control_v1_PauseConnectorRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseConnectorResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Stops probing a connector; its streams and lanes wait. Responds once no work is in flight and
   * the pause would survive a crash. Pausing a paused connector succeeds.
   */
  pauseConnector(argument: _stellwerk_control_v1_PauseConnectorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseConnectorResponse__Output>): grpc.ClientUnaryCall;
  pauseConnector(argument: _stellwerk_control_v1_PauseConnectorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseConnectorResponse__Output>): grpc.ClientUnaryCall;
  pauseConnector(argument: _stellwerk_control_v1_PauseConnectorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseConnectorResponse__Output>): grpc.ClientUnaryCall;
  pauseConnector(argument: _stellwerk_control_v1_PauseConnectorRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseConnectorResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends a pause, or restarts a failed connector. An unavailable connector is probed at once.
   * Resuming a running connector succeeds.
   */
  ResumeConnector(argument: _stellwerk_control_v1_ResumeConnectorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeConnectorResponse__Output>): grpc.ClientUnaryCall;
  ResumeConnector(argument: _stellwerk_control_v1_ResumeConnectorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeConnectorResponse__Output>): grpc.ClientUnaryCall;
  ResumeConnector(argument: _stellwerk_control_v1_ResumeConnectorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeConnectorResponse__Output>): grpc.ClientUnaryCall;
  ResumeConnector(argument: _stellwerk_control_v1_ResumeConnectorRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeConnectorResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a pause, or restarts a failed connector. An unavailable connector is probed at once.
   * Resuming a running connector succeeds.
   */
  resumeConnector(argument: _stellwerk_control_v1_ResumeConnectorRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeConnectorResponse__Output>): grpc.ClientUnaryCall;
  resumeConnector(argument: _stellwerk_control_v1_ResumeConnectorRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeConnectorResponse__Output>): grpc.ClientUnaryCall;
  resumeConnector(argument: _stellwerk_control_v1_ResumeConnectorRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeConnectorResponse__Output>): grpc.ClientUnaryCall;
  resumeConnector(argument: _stellwerk_control_v1_ResumeConnectorRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeConnectorResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Streams the status of all connectors, then of those that changed, at most five times a second.
   * Ends with UNAVAILABLE when the hub shuts down.
   */
  WatchConnectors(argument: _stellwerk_control_v1_WatchConnectorsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchConnectorsResponse__Output>;
  WatchConnectors(argument: _stellwerk_control_v1_WatchConnectorsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchConnectorsResponse__Output>;
  /**
   * Streams the status of all connectors, then of those that changed, at most five times a second.
   * Ends with UNAVAILABLE when the hub shuts down.
   */
  watchConnectors(argument: _stellwerk_control_v1_WatchConnectorsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchConnectorsResponse__Output>;
  watchConnectors(argument: _stellwerk_control_v1_WatchConnectorsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchConnectorsResponse__Output>;
  
}

/**
 * Reports and controls the connected external systems.
 */
export interface ConnectorServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Returns a connector. NOT_FOUND if there is none of that name.
   */
  GetConnector: grpc.handleUnaryCall<_stellwerk_control_v1_GetConnectorRequest__Output, _stellwerk_control_v1_GetConnectorResponse>;
  
  /**
   * Lists connectors in the order of the configuration, in pages.
   */
  ListConnectors: grpc.handleUnaryCall<_stellwerk_control_v1_ListConnectorsRequest__Output, _stellwerk_control_v1_ListConnectorsResponse>;
  
  /**
   * Stops probing a connector; its streams and lanes wait. Responds once no work is in flight and
   * the pause would survive a crash. Pausing a paused connector succeeds.
   */
  PauseConnector: grpc.handleUnaryCall<_stellwerk_control_v1_PauseConnectorRequest__Output, _stellwerk_control_v1_PauseConnectorResponse>;
  
  /**
   * Ends a pause, or restarts a failed connector. An unavailable connector is probed at once.
   * Resuming a running connector succeeds.
   */
  ResumeConnector: grpc.handleUnaryCall<_stellwerk_control_v1_ResumeConnectorRequest__Output, _stellwerk_control_v1_ResumeConnectorResponse>;
  
  /**
   * Streams the status of all connectors, then of those that changed, at most five times a second.
   * Ends with UNAVAILABLE when the hub shuts down.
   */
  WatchConnectors: grpc.handleServerStreamingCall<_stellwerk_control_v1_WatchConnectorsRequest__Output, _stellwerk_control_v1_WatchConnectorsResponse>;
  
}

export interface ConnectorServiceDefinition extends grpc.ServiceDefinition {
  GetConnector: MethodDefinition<_stellwerk_control_v1_GetConnectorRequest, _stellwerk_control_v1_GetConnectorResponse, _stellwerk_control_v1_GetConnectorRequest__Output, _stellwerk_control_v1_GetConnectorResponse__Output>
  ListConnectors: MethodDefinition<_stellwerk_control_v1_ListConnectorsRequest, _stellwerk_control_v1_ListConnectorsResponse, _stellwerk_control_v1_ListConnectorsRequest__Output, _stellwerk_control_v1_ListConnectorsResponse__Output>
  PauseConnector: MethodDefinition<_stellwerk_control_v1_PauseConnectorRequest, _stellwerk_control_v1_PauseConnectorResponse, _stellwerk_control_v1_PauseConnectorRequest__Output, _stellwerk_control_v1_PauseConnectorResponse__Output>
  ResumeConnector: MethodDefinition<_stellwerk_control_v1_ResumeConnectorRequest, _stellwerk_control_v1_ResumeConnectorResponse, _stellwerk_control_v1_ResumeConnectorRequest__Output, _stellwerk_control_v1_ResumeConnectorResponse__Output>
  WatchConnectors: MethodDefinition<_stellwerk_control_v1_WatchConnectorsRequest, _stellwerk_control_v1_WatchConnectorsResponse, _stellwerk_control_v1_WatchConnectorsRequest__Output, _stellwerk_control_v1_WatchConnectorsResponse__Output>
}
