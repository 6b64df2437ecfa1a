// Original file: proto/stellwerk/control/v1/server_info.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetServerInfoRequest as _stellwerk_control_v1_GetServerInfoRequest, GetServerInfoRequest__Output as _stellwerk_control_v1_GetServerInfoRequest__Output } from '../../../stellwerk/control/v1/GetServerInfoRequest.ts';
import type { GetServerInfoResponse as _stellwerk_control_v1_GetServerInfoResponse, GetServerInfoResponse__Output as _stellwerk_control_v1_GetServerInfoResponse__Output } from '../../../stellwerk/control/v1/GetServerInfoResponse.ts';

/**
 * What hub this is.
 */
export interface ServerInfoServiceClient extends grpc.Client {
  /**
   * Versions, place and size of the hub.
   */
  GetServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  GetServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  GetServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  GetServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Versions, place and size of the hub.
   */
  getServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  getServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  getServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  getServerInfo(argument: _stellwerk_control_v1_GetServerInfoRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetServerInfoResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What hub this is.
 */
export interface ServerInfoServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Versions, place and size of the hub.
   */
  GetServerInfo: grpc.handleUnaryCall<_stellwerk_control_v1_GetServerInfoRequest__Output, _stellwerk_control_v1_GetServerInfoResponse>;
  
}

export interface ServerInfoServiceDefinition extends grpc.ServiceDefinition {
  GetServerInfo: MethodDefinition<_stellwerk_control_v1_GetServerInfoRequest, _stellwerk_control_v1_GetServerInfoResponse, _stellwerk_control_v1_GetServerInfoRequest__Output, _stellwerk_control_v1_GetServerInfoResponse__Output>
}
