// Original file: proto/stellwerk/control/v1/conflicts.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ListConflictsRequest as _stellwerk_control_v1_ListConflictsRequest, ListConflictsRequest__Output as _stellwerk_control_v1_ListConflictsRequest__Output } from '../../../stellwerk/control/v1/ListConflictsRequest.ts';
import type { ListConflictsResponse as _stellwerk_control_v1_ListConflictsResponse, ListConflictsResponse__Output as _stellwerk_control_v1_ListConflictsResponse__Output } from '../../../stellwerk/control/v1/ListConflictsResponse.ts';

/**
 * What both sides of a two-way flow changed since they agreed on it.
 */
export interface ConflictServiceClient extends grpc.Client {
  /**
   * Conflicts and how they were decided, newest first, page by page. Kept for 30 days. The values may
   * be personal data.
   */
  ListConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  ListConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  ListConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  ListConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Conflicts and how they were decided, newest first, page by page. Kept for 30 days. The values may
   * be personal data.
   */
  listConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  listConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  listConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  listConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What both sides of a two-way flow changed since they agreed on it.
 */
export interface ConflictServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Conflicts and how they were decided, newest first, page by page. Kept for 30 days. The values may
   * be personal data.
   */
  ListConflicts: grpc.handleUnaryCall<_stellwerk_control_v1_ListConflictsRequest__Output, _stellwerk_control_v1_ListConflictsResponse>;
  
}

export interface ConflictServiceDefinition extends grpc.ServiceDefinition {
  ListConflicts: MethodDefinition<_stellwerk_control_v1_ListConflictsRequest, _stellwerk_control_v1_ListConflictsResponse, _stellwerk_control_v1_ListConflictsRequest__Output, _stellwerk_control_v1_ListConflictsResponse__Output>
}
