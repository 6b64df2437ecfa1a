// Original file: proto/stellwerk/control/v1/runs.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetRunRequest as _stellwerk_control_v1_GetRunRequest, GetRunRequest__Output as _stellwerk_control_v1_GetRunRequest__Output } from '../../../stellwerk/control/v1/GetRunRequest.ts';
import type { GetRunResponse as _stellwerk_control_v1_GetRunResponse, GetRunResponse__Output as _stellwerk_control_v1_GetRunResponse__Output } from '../../../stellwerk/control/v1/GetRunResponse.ts';
import type { ListRunsRequest as _stellwerk_control_v1_ListRunsRequest, ListRunsRequest__Output as _stellwerk_control_v1_ListRunsRequest__Output } from '../../../stellwerk/control/v1/ListRunsRequest.ts';
import type { ListRunsResponse as _stellwerk_control_v1_ListRunsResponse, ListRunsResponse__Output as _stellwerk_control_v1_ListRunsResponse__Output } from '../../../stellwerk/control/v1/ListRunsResponse.ts';

/**
 * What was read and replayed, and how that went.
 */
export interface RunServiceClient extends grpc.Client {
  /**
   * One run with its cursors. NOT_FOUND when there is none of that id, or it is not kept any more.
   */
  GetRun(argument: _stellwerk_control_v1_GetRunRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  GetRun(argument: _stellwerk_control_v1_GetRunRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  GetRun(argument: _stellwerk_control_v1_GetRunRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  GetRun(argument: _stellwerk_control_v1_GetRunRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  /**
   * One run with its cursors. NOT_FOUND when there is none of that id, or it is not kept any more.
   */
  getRun(argument: _stellwerk_control_v1_GetRunRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  getRun(argument: _stellwerk_control_v1_GetRunRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  getRun(argument: _stellwerk_control_v1_GetRunRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  getRun(argument: _stellwerk_control_v1_GetRunRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Runs of all streams, newest first, page by page. The newest 1,000 of each stream are kept, for
   * at most 90 days; the newest of each is kept for ever.
   */
  ListRuns(argument: _stellwerk_control_v1_ListRunsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  ListRuns(argument: _stellwerk_control_v1_ListRunsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  ListRuns(argument: _stellwerk_control_v1_ListRunsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  ListRuns(argument: _stellwerk_control_v1_ListRunsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Runs of all streams, newest first, page by page. The newest 1,000 of each stream are kept, for
   * at most 90 days; the newest of each is kept for ever.
   */
  listRuns(argument: _stellwerk_control_v1_ListRunsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  listRuns(argument: _stellwerk_control_v1_ListRunsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  listRuns(argument: _stellwerk_control_v1_ListRunsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  listRuns(argument: _stellwerk_control_v1_ListRunsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * What was read and replayed, and how that went.
 */
export interface RunServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * One run with its cursors. NOT_FOUND when there is none of that id, or it is not kept any more.
   */
  GetRun: grpc.handleUnaryCall<_stellwerk_control_v1_GetRunRequest__Output, _stellwerk_control_v1_GetRunResponse>;
  
  /**
   * Runs of all streams, newest first, page by page. The newest 1,000 of each stream are kept, for
   * at most 90 days; the newest of each is kept for ever.
   */
  ListRuns: grpc.handleUnaryCall<_stellwerk_control_v1_ListRunsRequest__Output, _stellwerk_control_v1_ListRunsResponse>;
  
}

export interface RunServiceDefinition extends grpc.ServiceDefinition {
  GetRun: MethodDefinition<_stellwerk_control_v1_GetRunRequest, _stellwerk_control_v1_GetRunResponse, _stellwerk_control_v1_GetRunRequest__Output, _stellwerk_control_v1_GetRunResponse__Output>
  ListRuns: MethodDefinition<_stellwerk_control_v1_ListRunsRequest, _stellwerk_control_v1_ListRunsResponse, _stellwerk_control_v1_ListRunsRequest__Output, _stellwerk_control_v1_ListRunsResponse__Output>
}
