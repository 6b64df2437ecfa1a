// Original file: proto/stellwerk/control/v1/records.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { LookUpRecordRequest as _stellwerk_control_v1_LookUpRecordRequest, LookUpRecordRequest__Output as _stellwerk_control_v1_LookUpRecordRequest__Output } from '../../../stellwerk/control/v1/LookUpRecordRequest.ts';
import type { LookUpRecordResponse as _stellwerk_control_v1_LookUpRecordResponse, LookUpRecordResponse__Output as _stellwerk_control_v1_LookUpRecordResponse__Output } from '../../../stellwerk/control/v1/LookUpRecordResponse.ts';

/**
 * Where one thing is: in which systems, in which versions, and in each lane.
 */
export interface RecordServiceClient extends grpc.Client {
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
   * Looks a thing up by its id in a system or by its master key. Several things may carry the same
   * id in different systems: all are told, at most twenty. NOT_FOUND when nobody knows the id.
   */
  LookUpRecord: grpc.handleUnaryCall<_stellwerk_control_v1_LookUpRecordRequest__Output, _stellwerk_control_v1_LookUpRecordResponse>;
  
}

export interface RecordServiceDefinition extends grpc.ServiceDefinition {
  LookUpRecord: MethodDefinition<_stellwerk_control_v1_LookUpRecordRequest, _stellwerk_control_v1_LookUpRecordResponse, _stellwerk_control_v1_LookUpRecordRequest__Output, _stellwerk_control_v1_LookUpRecordResponse__Output>
}
