// Original file: proto/stellwerk/control/v1/records.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetRecordStoryRequest as _stellwerk_control_v1_GetRecordStoryRequest, GetRecordStoryRequest__Output as _stellwerk_control_v1_GetRecordStoryRequest__Output } from '../../../stellwerk/control/v1/GetRecordStoryRequest.ts';
import type { GetRecordStoryResponse as _stellwerk_control_v1_GetRecordStoryResponse, GetRecordStoryResponse__Output as _stellwerk_control_v1_GetRecordStoryResponse__Output } from '../../../stellwerk/control/v1/GetRecordStoryResponse.ts';
import type { LookUpRecordRequest as _stellwerk_control_v1_LookUpRecordRequest, LookUpRecordRequest__Output as _stellwerk_control_v1_LookUpRecordRequest__Output } from '../../../stellwerk/control/v1/LookUpRecordRequest.ts';
import type { LookUpRecordResponse as _stellwerk_control_v1_LookUpRecordResponse, LookUpRecordResponse__Output as _stellwerk_control_v1_LookUpRecordResponse__Output } from '../../../stellwerk/control/v1/LookUpRecordResponse.ts';

/**
 * Where one thing is: in which systems, in which versions, and in each lane.
 */
export interface RecordServiceClient extends grpc.Client {
  /**
   * The same with everything that happened to it. Fields that the configuration calls personal are
   * masked for viewers. NOT_FOUND when nobody knows it.
   */
  GetRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  GetRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  GetRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  GetRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * The same with everything that happened to it. Fields that the configuration calls personal are
   * masked for viewers. NOT_FOUND when nobody knows it.
   */
  getRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  getRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  getRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  getRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Looks a thing up by its id in a system or by its master key. Several things may carry the same
   * id in different systems: all are told, at most twenty. NOT_FOUND when nobody knows the id.
   */
  LookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  LookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  LookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  LookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Looks a thing up by its id in a system or by its master key. Several things may carry the same
   * id in different systems: all are told, at most twenty. NOT_FOUND when nobody knows the id.
   */
  lookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  lookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  lookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  lookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Where one thing is: in which systems, in which versions, and in each lane.
 */
export interface RecordServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * The same with everything that happened to it. Fields that the configuration calls personal are
   * masked for viewers. NOT_FOUND when nobody knows it.
   */
  GetRecordStory: grpc.handleUnaryCall<_stellwerk_control_v1_GetRecordStoryRequest__Output, _stellwerk_control_v1_GetRecordStoryResponse>;
  
  /**
   * Looks a thing up by its id in a system or by its master key. Several things may carry the same
   * id in different systems: all are told, at most twenty. NOT_FOUND when nobody knows the id.
   */
  LookUpRecord: grpc.handleUnaryCall<_stellwerk_control_v1_LookUpRecordRequest__Output, _stellwerk_control_v1_LookUpRecordResponse>;
  
}

export interface RecordServiceDefinition extends grpc.ServiceDefinition {
  GetRecordStory: MethodDefinition<_stellwerk_control_v1_GetRecordStoryRequest, _stellwerk_control_v1_GetRecordStoryResponse, _stellwerk_control_v1_GetRecordStoryRequest__Output, _stellwerk_control_v1_GetRecordStoryResponse__Output>
  LookUpRecord: MethodDefinition<_stellwerk_control_v1_LookUpRecordRequest, _stellwerk_control_v1_LookUpRecordResponse, _stellwerk_control_v1_LookUpRecordRequest__Output, _stellwerk_control_v1_LookUpRecordResponse__Output>
}
