// Original file: proto/stellwerk/control/v1/runs.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetRunRequest as _stellwerk_control_v1_GetRunRequest, GetRunRequest__Output as _stellwerk_control_v1_GetRunRequest__Output } from '../../../stellwerk/control/v1/GetRunRequest.ts';
import type { GetRunResponse as _stellwerk_control_v1_GetRunResponse, GetRunResponse__Output as _stellwerk_control_v1_GetRunResponse__Output } from '../../../stellwerk/control/v1/GetRunResponse.ts';
import type { ListRunsRequest as _stellwerk_control_v1_ListRunsRequest, ListRunsRequest__Output as _stellwerk_control_v1_ListRunsRequest__Output } from '../../../stellwerk/control/v1/ListRunsRequest.ts';
import type { ListRunsResponse as _stellwerk_control_v1_ListRunsResponse, ListRunsResponse__Output as _stellwerk_control_v1_ListRunsResponse__Output } from '../../../stellwerk/control/v1/ListRunsResponse.ts';

/**
 * Reports runs: polls, imports and replays, with their outcome.
 */
export interface RunServiceClient extends grpc.Client {
  /**
   * Returns a run with its cursors. NOT_FOUND if there is none with that id, or if it is no longer
   * kept.
   */
  GetRun(argument: _stellwerk_control_v1_GetRunRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  GetRun(argument: _stellwerk_control_v1_GetRunRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  GetRun(argument: _stellwerk_control_v1_GetRunRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  GetRun(argument: _stellwerk_control_v1_GetRunRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a run with its cursors. NOT_FOUND if there is none with that id, or if it is no longer
   * kept.
   */
  getRun(argument: _stellwerk_control_v1_GetRunRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  getRun(argument: _stellwerk_control_v1_GetRunRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  getRun(argument: _stellwerk_control_v1_GetRunRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  getRun(argument: _stellwerk_control_v1_GetRunRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetRunResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the runs of all streams, newest first, in pages. The hub keeps the newest 1,000 runs of
   * each stream for at most 90 days, and the newest run of each stream forever.
   */
  ListRuns(argument: _stellwerk_control_v1_ListRunsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  ListRuns(argument: _stellwerk_control_v1_ListRunsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  ListRuns(argument: _stellwerk_control_v1_ListRunsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  ListRuns(argument: _stellwerk_control_v1_ListRunsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the runs of all streams, newest first, in pages. The hub keeps the newest 1,000 runs of
   * each stream for at most 90 days, and the newest run of each stream forever.
   */
  listRuns(argument: _stellwerk_control_v1_ListRunsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  listRuns(argument: _stellwerk_control_v1_ListRunsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  listRuns(argument: _stellwerk_control_v1_ListRunsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  listRuns(argument: _stellwerk_control_v1_ListRunsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListRunsResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Reports runs: polls, imports and replays, with their outcome.
 */
export interface RunServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Returns a run with its cursors. NOT_FOUND if there is none with that id, or if it is no longer
   * kept.
   */
  GetRun: grpc.handleUnaryCall<_stellwerk_control_v1_GetRunRequest__Output, _stellwerk_control_v1_GetRunResponse>;
  
  /**
   * Lists the runs of all streams, newest first, in pages. The hub keeps the newest 1,000 runs of
   * each stream for at most 90 days, and the newest run of each stream forever.
   */
  ListRuns: grpc.handleUnaryCall<_stellwerk_control_v1_ListRunsRequest__Output, _stellwerk_control_v1_ListRunsResponse>;
  
}

export interface RunServiceDefinition extends grpc.ServiceDefinition {
  GetRun: MethodDefinition<_stellwerk_control_v1_GetRunRequest, _stellwerk_control_v1_GetRunResponse, _stellwerk_control_v1_GetRunRequest__Output, _stellwerk_control_v1_GetRunResponse__Output>
  ListRuns: MethodDefinition<_stellwerk_control_v1_ListRunsRequest, _stellwerk_control_v1_ListRunsResponse, _stellwerk_control_v1_ListRunsRequest__Output, _stellwerk_control_v1_ListRunsResponse__Output>
}
