// Original file: proto/stellwerk/control/v1/conflicts.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ListConflictsRequest as _stellwerk_control_v1_ListConflictsRequest, ListConflictsRequest__Output as _stellwerk_control_v1_ListConflictsRequest__Output } from '../../../stellwerk/control/v1/ListConflictsRequest.ts';
import type { ListConflictsResponse as _stellwerk_control_v1_ListConflictsResponse, ListConflictsResponse__Output as _stellwerk_control_v1_ListConflictsResponse__Output } from '../../../stellwerk/control/v1/ListConflictsResponse.ts';

/**
 * Conflicts: fields that both sides of a two-way flow changed since they last agreed.
 */
export interface ConflictServiceClient extends grpc.Client {
  /**
   * Lists conflicts and how they were decided, newest first, in pages. Conflicts are kept for 30
   * days. The values may be personal data.
   */
  ListConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  ListConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  ListConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  ListConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists conflicts and how they were decided, newest first, in pages. Conflicts are kept for 30
   * days. The values may be personal data.
   */
  listConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  listConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  listConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  listConflicts(argument: _stellwerk_control_v1_ListConflictsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListConflictsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Conflicts: fields that both sides of a two-way flow changed since they last agreed.
 */
export interface ConflictServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Lists conflicts and how they were decided, newest first, in pages. Conflicts are kept for 30
   * days. The values may be personal data.
   */
  ListConflicts: grpc.handleUnaryCall<_stellwerk_control_v1_ListConflictsRequest__Output, _stellwerk_control_v1_ListConflictsResponse>;
  
}

export interface ConflictServiceDefinition extends grpc.ServiceDefinition {
  ListConflicts: MethodDefinition<_stellwerk_control_v1_ListConflictsRequest, _stellwerk_control_v1_ListConflictsResponse, _stellwerk_control_v1_ListConflictsRequest__Output, _stellwerk_control_v1_ListConflictsResponse__Output>
}
