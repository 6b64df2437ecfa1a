// Original file: proto/stellwerk/control/v1/records.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EraseRecordRequest as _stellwerk_control_v1_EraseRecordRequest, EraseRecordRequest__Output as _stellwerk_control_v1_EraseRecordRequest__Output } from '../../../stellwerk/control/v1/EraseRecordRequest.ts';
import type { EraseRecordResponse as _stellwerk_control_v1_EraseRecordResponse, EraseRecordResponse__Output as _stellwerk_control_v1_EraseRecordResponse__Output } from '../../../stellwerk/control/v1/EraseRecordResponse.ts';
import type { GetRecordStoryRequest as _stellwerk_control_v1_GetRecordStoryRequest, GetRecordStoryRequest__Output as _stellwerk_control_v1_GetRecordStoryRequest__Output } from '../../../stellwerk/control/v1/GetRecordStoryRequest.ts';
import type { GetRecordStoryResponse as _stellwerk_control_v1_GetRecordStoryResponse, GetRecordStoryResponse__Output as _stellwerk_control_v1_GetRecordStoryResponse__Output } from '../../../stellwerk/control/v1/GetRecordStoryResponse.ts';
import type { LookUpRecordRequest as _stellwerk_control_v1_LookUpRecordRequest, LookUpRecordRequest__Output as _stellwerk_control_v1_LookUpRecordRequest__Output } from '../../../stellwerk/control/v1/LookUpRecordRequest.ts';
import type { LookUpRecordResponse as _stellwerk_control_v1_LookUpRecordResponse, LookUpRecordResponse__Output as _stellwerk_control_v1_LookUpRecordResponse__Output } from '../../../stellwerk/control/v1/LookUpRecordResponse.ts';

/**
 * Where one thing is: in which systems, in which versions, and in each lane; and erasing it.
 */
export interface RecordServiceClient extends grpc.Client {
  /**
   * Erases for good what the hub holds of a thing at this moment: its records, what waits, dead
   * letters, what was applied, its ids. Systems are not touched; told again by its source, it comes
   * again as a new thing. FAILED_PRECONDITION, and nothing erased, where the log holds it in frames.
   * Repeated after a failure it completes what was begun. NOT_FOUND when there is no such stream.
   */
  EraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  EraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  EraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  EraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Erases for good what the hub holds of a thing at this moment: its records, what waits, dead
   * letters, what was applied, its ids. Systems are not touched; told again by its source, it comes
   * again as a new thing. FAILED_PRECONDITION, and nothing erased, where the log holds it in frames.
   * Repeated after a failure it completes what was begun. NOT_FOUND when there is no such stream.
   */
  eraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  eraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  eraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  eraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  
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
 * Where one thing is: in which systems, in which versions, and in each lane; and erasing it.
 */
export interface RecordServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Erases for good what the hub holds of a thing at this moment: its records, what waits, dead
   * letters, what was applied, its ids. Systems are not touched; told again by its source, it comes
   * again as a new thing. FAILED_PRECONDITION, and nothing erased, where the log holds it in frames.
   * Repeated after a failure it completes what was begun. NOT_FOUND when there is no such stream.
   */
  EraseRecord: grpc.handleUnaryCall<_stellwerk_control_v1_EraseRecordRequest__Output, _stellwerk_control_v1_EraseRecordResponse>;
  
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
  EraseRecord: MethodDefinition<_stellwerk_control_v1_EraseRecordRequest, _stellwerk_control_v1_EraseRecordResponse, _stellwerk_control_v1_EraseRecordRequest__Output, _stellwerk_control_v1_EraseRecordResponse__Output>
  GetRecordStory: MethodDefinition<_stellwerk_control_v1_GetRecordStoryRequest, _stellwerk_control_v1_GetRecordStoryResponse, _stellwerk_control_v1_GetRecordStoryRequest__Output, _stellwerk_control_v1_GetRecordStoryResponse__Output>
  LookUpRecord: MethodDefinition<_stellwerk_control_v1_LookUpRecordRequest, _stellwerk_control_v1_LookUpRecordResponse, _stellwerk_control_v1_LookUpRecordRequest__Output, _stellwerk_control_v1_LookUpRecordResponse__Output>
}
