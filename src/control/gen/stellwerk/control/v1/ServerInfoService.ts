// Original file: proto/stellwerk/control/v1/server_info.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetServerInfoRequest as _stellwerk_control_v1_GetServerInfoRequest, GetServerInfoRequest__Output as _stellwerk_control_v1_GetServerInfoRequest__Output } from '../../../stellwerk/control/v1/GetServerInfoRequest.ts';
import type { GetServerInfoResponse as _stellwerk_control_v1_GetServerInfoResponse, GetServerInfoResponse__Output as _stellwerk_control_v1_GetServerInfoResponse__Output } from '../../../stellwerk/control/v1/GetServerInfoResponse.ts';
import type { SetLogLevelRequest as _stellwerk_control_v1_SetLogLevelRequest, SetLogLevelRequest__Output as _stellwerk_control_v1_SetLogLevelRequest__Output } from '../../../stellwerk/control/v1/SetLogLevelRequest.ts';
import type { SetLogLevelResponse as _stellwerk_control_v1_SetLogLevelResponse, SetLogLevelResponse__Output as _stellwerk_control_v1_SetLogLevelResponse__Output } from '../../../stellwerk/control/v1/SetLogLevelResponse.ts';

/**
 * Describes the hub and sets its log level.
 */
export interface ServerInfoServiceClient extends grpc.Client {
  /**
   * Returns versions, namespace and size of the hub.
   */
  GetServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  GetServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  GetServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  GetServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns versions, namespace and size of the hub.
   */
  getServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  getServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  getServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  getServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Sets the hub's log level until it restarts. Idempotent.
   */
  SetLogLevel(argument: _stellwerk_control_v1_SetLogLevelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SetLogLevelResponse__Output>): grpc.ClientUnaryCall;
  SetLogLevel(argument: _stellwerk_control_v1_SetLogLevelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_SetLogLevelResponse__Output>): grpc.ClientUnaryCall;
  SetLogLevel(argument: _stellwerk_control_v1_SetLogLevelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SetLogLevelResponse__Output>): grpc.ClientUnaryCall;
  SetLogLevel(argument: _stellwerk_control_v1_SetLogLevelRequest, callback: grpc.requestCallback<_stellwerk_control_v1_SetLogLevelResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Sets the hub's log level until it restarts. Idempotent.
   */
  setLogLevel(argument: _stellwerk_control_v1_SetLogLevelRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SetLogLevelResponse__Output>): grpc.ClientUnaryCall;
  setLogLevel(argument: _stellwerk_control_v1_SetLogLevelRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_SetLogLevelResponse__Output>): grpc.ClientUnaryCall;
  setLogLevel(argument: _stellwerk_control_v1_SetLogLevelRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SetLogLevelResponse__Output>): grpc.ClientUnaryCall;
  setLogLevel(argument: _stellwerk_control_v1_SetLogLevelRequest, callback: grpc.requestCallback<_stellwerk_control_v1_SetLogLevelResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Describes the hub and sets its log level.
 */
export interface ServerInfoServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Returns versions, namespace and size of the hub.
   */
  GetServerInfo: grpc.handleUnaryCall<_stellwerk_control_v1_GetServerInfoRequest__Output, _stellwerk_control_v1_GetServerInfoResponse>;
  
  /**
   * Sets the hub's log level until it restarts. Idempotent.
   */
  SetLogLevel: grpc.handleUnaryCall<_stellwerk_control_v1_SetLogLevelRequest__Output, _stellwerk_control_v1_SetLogLevelResponse>;
  
}

export interface ServerInfoServiceDefinition extends grpc.ServiceDefinition {
  GetServerInfo: MethodDefinition<_stellwerk_control_v1_GetServerInfoRequest, _stellwerk_control_v1_GetServerInfoResponse, _stellwerk_control_v1_GetServerInfoRequest__Output, _stellwerk_control_v1_GetServerInfoResponse__Output>
  SetLogLevel: MethodDefinition<_stellwerk_control_v1_SetLogLevelRequest, _stellwerk_control_v1_SetLogLevelResponse, _stellwerk_control_v1_SetLogLevelRequest__Output, _stellwerk_control_v1_SetLogLevelResponse__Output>
}
