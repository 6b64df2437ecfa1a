// Original file: proto/stellwerk/control/v1/records.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { EraseRecordRequest as _stellwerk_control_v1_EraseRecordRequest, EraseRecordRequest__Output as _stellwerk_control_v1_EraseRecordRequest__Output } from '../../../stellwerk/control/v1/EraseRecordRequest.ts';
import type { EraseRecordResponse as _stellwerk_control_v1_EraseRecordResponse, EraseRecordResponse__Output as _stellwerk_control_v1_EraseRecordResponse__Output } from '../../../stellwerk/control/v1/EraseRecordResponse.ts';
import type { GetRecordStoryRequest as _stellwerk_control_v1_GetRecordStoryRequest, GetRecordStoryRequest__Output as _stellwerk_control_v1_GetRecordStoryRequest__Output } from '../../../stellwerk/control/v1/GetRecordStoryRequest.ts';
import type { GetRecordStoryResponse as _stellwerk_control_v1_GetRecordStoryResponse, GetRecordStoryResponse__Output as _stellwerk_control_v1_GetRecordStoryResponse__Output } from '../../../stellwerk/control/v1/GetRecordStoryResponse.ts';
import type { LookUpRecordRequest as _stellwerk_control_v1_LookUpRecordRequest, LookUpRecordRequest__Output as _stellwerk_control_v1_LookUpRecordRequest__Output } from '../../../stellwerk/control/v1/LookUpRecordRequest.ts';
import type { LookUpRecordResponse as _stellwerk_control_v1_LookUpRecordResponse, LookUpRecordResponse__Output as _stellwerk_control_v1_LookUpRecordResponse__Output } from '../../../stellwerk/control/v1/LookUpRecordResponse.ts';
import type { MergeRecordsRequest as _stellwerk_control_v1_MergeRecordsRequest, MergeRecordsRequest__Output as _stellwerk_control_v1_MergeRecordsRequest__Output } from '../../../stellwerk/control/v1/MergeRecordsRequest.ts';
import type { MergeRecordsResponse as _stellwerk_control_v1_MergeRecordsResponse, MergeRecordsResponse__Output as _stellwerk_control_v1_MergeRecordsResponse__Output } from '../../../stellwerk/control/v1/MergeRecordsResponse.ts';
import type { SplitRecordRequest as _stellwerk_control_v1_SplitRecordRequest, SplitRecordRequest__Output as _stellwerk_control_v1_SplitRecordRequest__Output } from '../../../stellwerk/control/v1/SplitRecordRequest.ts';
import type { SplitRecordResponse as _stellwerk_control_v1_SplitRecordResponse, SplitRecordResponse__Output as _stellwerk_control_v1_SplitRecordResponse__Output } from '../../../stellwerk/control/v1/SplitRecordResponse.ts';

/**
 * Locates, merges, splits and erases single things: in which systems and versions a thing exists,
 * where it is in each lane, and which ids belong to it.
 */
export interface RecordServiceClient extends grpc.Client {
  /**
   * Permanently erases everything that the hub currently holds of a thing: its records, what waits,
   * dead letters, what was applied, its ids. External systems are not changed. If the source sends
   * the thing again, it returns as a new thing. FAILED_PRECONDITION, and nothing is erased, if the
   * log holds the thing in frames. Repeating the call after a failure completes the erasure.
   * NOT_FOUND if there is no such stream.
   */
  EraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  EraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  EraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  EraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Permanently erases everything that the hub currently holds of a thing: its records, what waits,
   * dead letters, what was applied, its ids. External systems are not changed. If the source sends
   * the thing again, it returns as a new thing. FAILED_PRECONDITION, and nothing is erased, if the
   * log holds the thing in frames. Repeating the call after a failure completes the erasure.
   * NOT_FOUND if there is no such stream.
   */
  eraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  eraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  eraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  eraseRecord(argument: _stellwerk_control_v1_EraseRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_EraseRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Returns a thing with its history. Fields that the configuration declares personal are masked
   * for viewers. NOT_FOUND if the thing is unknown.
   */
  GetRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  GetRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  GetRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  GetRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a thing with its history. Fields that the configuration declares personal are masked
   * for viewers. NOT_FOUND if the thing is unknown.
   */
  getRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  getRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  getRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  getRecordStory(argument: _stellwerk_control_v1_GetRecordStoryRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetRecordStoryResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Looks up a thing by its id in a system or by its master key. Several things may have the same
   * id in different systems; all are returned, at most twenty. NOT_FOUND if the id is unknown.
   */
  LookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  LookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  LookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  LookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Looks up a thing by its id in a system or by its master key. Several things may have the same
   * id in different systems; all are returned, at most twenty. NOT_FOUND if the id is unknown.
   */
  lookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  lookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  lookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  lookUpRecord(argument: _stellwerk_control_v1_LookUpRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_LookUpRecordResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Merges two things: all ids of both move under one master key, with the newer of what each lane
   * applied. External systems change only by what is delivered again. FAILED_PRECONDITION, and
   * nothing is changed, if the request does not say which of two ids stays in a target. NOT_FOUND
   * if the hub does not know an id.
   */
  MergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  MergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  MergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  MergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Merges two things: all ids of both move under one master key, with the newer of what each lane
   * applied. External systems change only by what is delivered again. FAILED_PRECONDITION, and
   * nothing is changed, if the request does not say which of two ids stays in a target. NOT_FOUND
   * if the hub does not know an id.
   */
  mergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  mergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  mergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  mergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Splits ids off their thing. They become a new thing. If the target's id does not move with
   * them, the next record is delivered as that of a new thing. FAILED_PRECONDITION, and nothing is
   * changed, if the ids belong to different things, or are all ids of a thing. NOT_FOUND if the hub
   * does not know an id.
   */
  SplitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  SplitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  SplitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  SplitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Splits ids off their thing. They become a new thing. If the target's id does not move with
   * them, the next record is delivered as that of a new thing. FAILED_PRECONDITION, and nothing is
   * changed, if the ids belong to different things, or are all ids of a thing. NOT_FOUND if the hub
   * does not know an id.
   */
  splitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  splitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  splitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  splitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Locates, merges, splits and erases single things: in which systems and versions a thing exists,
 * where it is in each lane, and which ids belong to it.
 */
export interface RecordServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Permanently erases everything that the hub currently holds of a thing: its records, what waits,
   * dead letters, what was applied, its ids. External systems are not changed. If the source sends
   * the thing again, it returns as a new thing. FAILED_PRECONDITION, and nothing is erased, if the
   * log holds the thing in frames. Repeating the call after a failure completes the erasure.
   * NOT_FOUND if there is no such stream.
   */
  EraseRecord: grpc.handleUnaryCall<_stellwerk_control_v1_EraseRecordRequest__Output, _stellwerk_control_v1_EraseRecordResponse>;
  
  /**
   * Returns a thing with its history. Fields that the configuration declares personal are masked
   * for viewers. NOT_FOUND if the thing is unknown.
   */
  GetRecordStory: grpc.handleUnaryCall<_stellwerk_control_v1_GetRecordStoryRequest__Output, _stellwerk_control_v1_GetRecordStoryResponse>;
  
  /**
   * Looks up a thing by its id in a system or by its master key. Several things may have the same
   * id in different systems; all are returned, at most twenty. NOT_FOUND if the id is unknown.
   */
  LookUpRecord: grpc.handleUnaryCall<_stellwerk_control_v1_LookUpRecordRequest__Output, _stellwerk_control_v1_LookUpRecordResponse>;
  
  /**
   * Merges two things: all ids of both move under one master key, with the newer of what each lane
   * applied. External systems change only by what is delivered again. FAILED_PRECONDITION, and
   * nothing is changed, if the request does not say which of two ids stays in a target. NOT_FOUND
   * if the hub does not know an id.
   */
  MergeRecords: grpc.handleUnaryCall<_stellwerk_control_v1_MergeRecordsRequest__Output, _stellwerk_control_v1_MergeRecordsResponse>;
  
  /**
   * Splits ids off their thing. They become a new thing. If the target's id does not move with
   * them, the next record is delivered as that of a new thing. FAILED_PRECONDITION, and nothing is
   * changed, if the ids belong to different things, or are all ids of a thing. NOT_FOUND if the hub
   * does not know an id.
   */
  SplitRecord: grpc.handleUnaryCall<_stellwerk_control_v1_SplitRecordRequest__Output, _stellwerk_control_v1_SplitRecordResponse>;
  
}

export interface RecordServiceDefinition extends grpc.ServiceDefinition {
  EraseRecord: MethodDefinition<_stellwerk_control_v1_EraseRecordRequest, _stellwerk_control_v1_EraseRecordResponse, _stellwerk_control_v1_EraseRecordRequest__Output, _stellwerk_control_v1_EraseRecordResponse__Output>
  GetRecordStory: MethodDefinition<_stellwerk_control_v1_GetRecordStoryRequest, _stellwerk_control_v1_GetRecordStoryResponse, _stellwerk_control_v1_GetRecordStoryRequest__Output, _stellwerk_control_v1_GetRecordStoryResponse__Output>
  LookUpRecord: MethodDefinition<_stellwerk_control_v1_LookUpRecordRequest, _stellwerk_control_v1_LookUpRecordResponse, _stellwerk_control_v1_LookUpRecordRequest__Output, _stellwerk_control_v1_LookUpRecordResponse__Output>
  MergeRecords: MethodDefinition<_stellwerk_control_v1_MergeRecordsRequest, _stellwerk_control_v1_MergeRecordsResponse, _stellwerk_control_v1_MergeRecordsRequest__Output, _stellwerk_control_v1_MergeRecordsResponse__Output>
  SplitRecord: MethodDefinition<_stellwerk_control_v1_SplitRecordRequest, _stellwerk_control_v1_SplitRecordResponse, _stellwerk_control_v1_SplitRecordRequest__Output, _stellwerk_control_v1_SplitRecordResponse__Output>
}
