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
 * Where one thing is: in which systems, in which versions, and in each lane; which ids are one thing; and
 * erasing it.
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
  
  /**
   * Makes one thing of two: all ids of both under one master key, the newer of what each lane applied.
   * Systems are not touched but by what is delivered again. FAILED_PRECONDITION, and nothing changed,
   * where it is not said which of two ids stays in a target. NOT_FOUND when the hub knows no such id.
   */
  MergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  MergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  MergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  MergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes one thing of two: all ids of both under one master key, the newer of what each lane applied.
   * Systems are not touched but by what is delivered again. FAILED_PRECONDITION, and nothing changed,
   * where it is not said which of two ids stays in a target. NOT_FOUND when the hub knows no such id.
   */
  mergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  mergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  mergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  mergeRecords(argument: _stellwerk_control_v1_MergeRecordsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_MergeRecordsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Takes ids out of their thing: they become a thing of their own, whose next record is delivered as
   * that of a new thing where the target's id did not leave with them. FAILED_PRECONDITION, and
   * nothing changed, for ids of different things and for all ids of one. NOT_FOUND when the hub knows
   * no such id.
   */
  SplitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  SplitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  SplitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  SplitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Takes ids out of their thing: they become a thing of their own, whose next record is delivered as
   * that of a new thing where the target's id did not leave with them. FAILED_PRECONDITION, and
   * nothing changed, for ids of different things and for all ids of one. NOT_FOUND when the hub knows
   * no such id.
   */
  splitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  splitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  splitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  splitRecord(argument: _stellwerk_control_v1_SplitRecordRequest, callback: grpc.requestCallback<_stellwerk_control_v1_SplitRecordResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Where one thing is: in which systems, in which versions, and in each lane; which ids are one thing; and
 * erasing it.
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
  
  /**
   * Makes one thing of two: all ids of both under one master key, the newer of what each lane applied.
   * Systems are not touched but by what is delivered again. FAILED_PRECONDITION, and nothing changed,
   * where it is not said which of two ids stays in a target. NOT_FOUND when the hub knows no such id.
   */
  MergeRecords: grpc.handleUnaryCall<_stellwerk_control_v1_MergeRecordsRequest__Output, _stellwerk_control_v1_MergeRecordsResponse>;
  
  /**
   * Takes ids out of their thing: they become a thing of their own, whose next record is delivered as
   * that of a new thing where the target's id did not leave with them. FAILED_PRECONDITION, and
   * nothing changed, for ids of different things and for all ids of one. NOT_FOUND when the hub knows
   * no such id.
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
