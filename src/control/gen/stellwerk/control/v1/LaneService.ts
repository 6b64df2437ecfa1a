// Original file: proto/stellwerk/control/v1/lanes.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetLaneRequest as _stellwerk_control_v1_GetLaneRequest, GetLaneRequest__Output as _stellwerk_control_v1_GetLaneRequest__Output } from '../../../stellwerk/control/v1/GetLaneRequest.ts';
import type { GetLaneResponse as _stellwerk_control_v1_GetLaneResponse, GetLaneResponse__Output as _stellwerk_control_v1_GetLaneResponse__Output } from '../../../stellwerk/control/v1/GetLaneResponse.ts';
import type { ListLanesRequest as _stellwerk_control_v1_ListLanesRequest, ListLanesRequest__Output as _stellwerk_control_v1_ListLanesRequest__Output } from '../../../stellwerk/control/v1/ListLanesRequest.ts';
import type { ListLanesResponse as _stellwerk_control_v1_ListLanesResponse, ListLanesResponse__Output as _stellwerk_control_v1_ListLanesResponse__Output } from '../../../stellwerk/control/v1/ListLanesResponse.ts';
import type { ListPausedLaneKeysRequest as _stellwerk_control_v1_ListPausedLaneKeysRequest, ListPausedLaneKeysRequest__Output as _stellwerk_control_v1_ListPausedLaneKeysRequest__Output } from '../../../stellwerk/control/v1/ListPausedLaneKeysRequest.ts';
import type { ListPausedLaneKeysResponse as _stellwerk_control_v1_ListPausedLaneKeysResponse, ListPausedLaneKeysResponse__Output as _stellwerk_control_v1_ListPausedLaneKeysResponse__Output } from '../../../stellwerk/control/v1/ListPausedLaneKeysResponse.ts';
import type { PauseLaneKeyRequest as _stellwerk_control_v1_PauseLaneKeyRequest, PauseLaneKeyRequest__Output as _stellwerk_control_v1_PauseLaneKeyRequest__Output } from '../../../stellwerk/control/v1/PauseLaneKeyRequest.ts';
import type { PauseLaneKeyResponse as _stellwerk_control_v1_PauseLaneKeyResponse, PauseLaneKeyResponse__Output as _stellwerk_control_v1_PauseLaneKeyResponse__Output } from '../../../stellwerk/control/v1/PauseLaneKeyResponse.ts';
import type { PauseLaneRequest as _stellwerk_control_v1_PauseLaneRequest, PauseLaneRequest__Output as _stellwerk_control_v1_PauseLaneRequest__Output } from '../../../stellwerk/control/v1/PauseLaneRequest.ts';
import type { PauseLaneResponse as _stellwerk_control_v1_PauseLaneResponse, PauseLaneResponse__Output as _stellwerk_control_v1_PauseLaneResponse__Output } from '../../../stellwerk/control/v1/PauseLaneResponse.ts';
import type { ReplayLaneRequest as _stellwerk_control_v1_ReplayLaneRequest, ReplayLaneRequest__Output as _stellwerk_control_v1_ReplayLaneRequest__Output } from '../../../stellwerk/control/v1/ReplayLaneRequest.ts';
import type { ReplayLaneResponse as _stellwerk_control_v1_ReplayLaneResponse, ReplayLaneResponse__Output as _stellwerk_control_v1_ReplayLaneResponse__Output } from '../../../stellwerk/control/v1/ReplayLaneResponse.ts';
import type { ResumeLaneKeyRequest as _stellwerk_control_v1_ResumeLaneKeyRequest, ResumeLaneKeyRequest__Output as _stellwerk_control_v1_ResumeLaneKeyRequest__Output } from '../../../stellwerk/control/v1/ResumeLaneKeyRequest.ts';
import type { ResumeLaneKeyResponse as _stellwerk_control_v1_ResumeLaneKeyResponse, ResumeLaneKeyResponse__Output as _stellwerk_control_v1_ResumeLaneKeyResponse__Output } from '../../../stellwerk/control/v1/ResumeLaneKeyResponse.ts';
import type { ResumeLaneRequest as _stellwerk_control_v1_ResumeLaneRequest, ResumeLaneRequest__Output as _stellwerk_control_v1_ResumeLaneRequest__Output } from '../../../stellwerk/control/v1/ResumeLaneRequest.ts';
import type { ResumeLaneResponse as _stellwerk_control_v1_ResumeLaneResponse, ResumeLaneResponse__Output as _stellwerk_control_v1_ResumeLaneResponse__Output } from '../../../stellwerk/control/v1/ResumeLaneResponse.ts';
import type { WatchLanesRequest as _stellwerk_control_v1_WatchLanesRequest, WatchLanesRequest__Output as _stellwerk_control_v1_WatchLanesRequest__Output } from '../../../stellwerk/control/v1/WatchLanesRequest.ts';
import type { WatchLanesResponse as _stellwerk_control_v1_WatchLanesResponse, WatchLanesResponse__Output as _stellwerk_control_v1_WatchLanesResponse__Output } from '../../../stellwerk/control/v1/WatchLanesResponse.ts';

/**
 * Reports and controls lanes. A lane is the way from a stream to one target.
 */
export interface LaneServiceClient extends grpc.Client {
  /**
   * Returns a lane. NOT_FOUND if there is none of that name.
   */
  GetLane(argument: _stellwerk_control_v1_GetLaneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetLaneResponse__Output>): grpc.ClientUnaryCall;
  GetLane(argument: _stellwerk_control_v1_GetLaneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetLaneResponse__Output>): grpc.ClientUnaryCall;
  GetLane(argument: _stellwerk_control_v1_GetLaneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetLaneResponse__Output>): grpc.ClientUnaryCall;
  GetLane(argument: _stellwerk_control_v1_GetLaneRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetLaneResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a lane. NOT_FOUND if there is none of that name.
   */
  getLane(argument: _stellwerk_control_v1_GetLaneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetLaneResponse__Output>): grpc.ClientUnaryCall;
  getLane(argument: _stellwerk_control_v1_GetLaneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetLaneResponse__Output>): grpc.ClientUnaryCall;
  getLane(argument: _stellwerk_control_v1_GetLaneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetLaneResponse__Output>): grpc.ClientUnaryCall;
  getLane(argument: _stellwerk_control_v1_GetLaneRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetLaneResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists lanes in the order of the configuration, in pages.
   */
  ListLanes(argument: _stellwerk_control_v1_ListLanesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListLanesResponse__Output>): grpc.ClientUnaryCall;
  ListLanes(argument: _stellwerk_control_v1_ListLanesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListLanesResponse__Output>): grpc.ClientUnaryCall;
  ListLanes(argument: _stellwerk_control_v1_ListLanesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListLanesResponse__Output>): grpc.ClientUnaryCall;
  ListLanes(argument: _stellwerk_control_v1_ListLanesRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListLanesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists lanes in the order of the configuration, in pages.
   */
  listLanes(argument: _stellwerk_control_v1_ListLanesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListLanesResponse__Output>): grpc.ClientUnaryCall;
  listLanes(argument: _stellwerk_control_v1_ListLanesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListLanesResponse__Output>): grpc.ClientUnaryCall;
  listLanes(argument: _stellwerk_control_v1_ListLanesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListLanesResponse__Output>): grpc.ClientUnaryCall;
  listLanes(argument: _stellwerk_control_v1_ListLanesRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListLanesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the keys that are paused in a lane.
   */
  ListPausedLaneKeys(argument: _stellwerk_control_v1_ListPausedLaneKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListPausedLaneKeysResponse__Output>): grpc.ClientUnaryCall;
  ListPausedLaneKeys(argument: _stellwerk_control_v1_ListPausedLaneKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListPausedLaneKeysResponse__Output>): grpc.ClientUnaryCall;
  ListPausedLaneKeys(argument: _stellwerk_control_v1_ListPausedLaneKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListPausedLaneKeysResponse__Output>): grpc.ClientUnaryCall;
  ListPausedLaneKeys(argument: _stellwerk_control_v1_ListPausedLaneKeysRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListPausedLaneKeysResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the keys that are paused in a lane.
   */
  listPausedLaneKeys(argument: _stellwerk_control_v1_ListPausedLaneKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListPausedLaneKeysResponse__Output>): grpc.ClientUnaryCall;
  listPausedLaneKeys(argument: _stellwerk_control_v1_ListPausedLaneKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListPausedLaneKeysResponse__Output>): grpc.ClientUnaryCall;
  listPausedLaneKeys(argument: _stellwerk_control_v1_ListPausedLaneKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListPausedLaneKeysResponse__Output>): grpc.ClientUnaryCall;
  listPausedLaneKeys(argument: _stellwerk_control_v1_ListPausedLaneKeysRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListPausedLaneKeysResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Stops delivery to the target; records stay in the stream. Other lanes of the stream continue.
   * Responds once no work is in flight and the pause would survive a crash. Pausing a paused lane
   * succeeds.
   */
  PauseLane(argument: _stellwerk_control_v1_PauseLaneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneResponse__Output>): grpc.ClientUnaryCall;
  PauseLane(argument: _stellwerk_control_v1_PauseLaneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneResponse__Output>): grpc.ClientUnaryCall;
  PauseLane(argument: _stellwerk_control_v1_PauseLaneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneResponse__Output>): grpc.ClientUnaryCall;
  PauseLane(argument: _stellwerk_control_v1_PauseLaneRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Stops delivery to the target; records stay in the stream. Other lanes of the stream continue.
   * Responds once no work is in flight and the pause would survive a crash. Pausing a paused lane
   * succeeds.
   */
  pauseLane(argument: _stellwerk_control_v1_PauseLaneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneResponse__Output>): grpc.ClientUnaryCall;
  pauseLane(argument: _stellwerk_control_v1_PauseLaneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneResponse__Output>): grpc.ClientUnaryCall;
  pauseLane(argument: _stellwerk_control_v1_PauseLaneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneResponse__Output>): grpc.ClientUnaryCall;
  pauseLane(argument: _stellwerk_control_v1_PauseLaneRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Holds back the records of one key in this lane, across restarts; other keys continue. Pausing a
   * paused key succeeds.
   */
  PauseLaneKey(argument: _stellwerk_control_v1_PauseLaneKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  PauseLaneKey(argument: _stellwerk_control_v1_PauseLaneKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  PauseLaneKey(argument: _stellwerk_control_v1_PauseLaneKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  PauseLaneKey(argument: _stellwerk_control_v1_PauseLaneKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Holds back the records of one key in this lane, across restarts; other keys continue. Pausing a
   * paused key succeeds.
   */
  pauseLaneKey(argument: _stellwerk_control_v1_PauseLaneKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  pauseLaneKey(argument: _stellwerk_control_v1_PauseLaneKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  pauseLaneKey(argument: _stellwerk_control_v1_PauseLaneKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  pauseLaneKey(argument: _stellwerk_control_v1_PauseLaneKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Moves a lane back to a position in its stream's log, or delivers the records of one key again.
   * The source is not read, and other lanes are not affected. Responds once the replay is stored
   * durably.
   */
  ReplayLane(argument: _stellwerk_control_v1_ReplayLaneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayLaneResponse__Output>): grpc.ClientUnaryCall;
  ReplayLane(argument: _stellwerk_control_v1_ReplayLaneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayLaneResponse__Output>): grpc.ClientUnaryCall;
  ReplayLane(argument: _stellwerk_control_v1_ReplayLaneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayLaneResponse__Output>): grpc.ClientUnaryCall;
  ReplayLane(argument: _stellwerk_control_v1_ReplayLaneRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayLaneResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Moves a lane back to a position in its stream's log, or delivers the records of one key again.
   * The source is not read, and other lanes are not affected. Responds once the replay is stored
   * durably.
   */
  replayLane(argument: _stellwerk_control_v1_ReplayLaneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayLaneResponse__Output>): grpc.ClientUnaryCall;
  replayLane(argument: _stellwerk_control_v1_ReplayLaneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayLaneResponse__Output>): grpc.ClientUnaryCall;
  replayLane(argument: _stellwerk_control_v1_ReplayLaneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayLaneResponse__Output>): grpc.ClientUnaryCall;
  replayLane(argument: _stellwerk_control_v1_ReplayLaneRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayLaneResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends a pause, or restarts a failed lane. Resuming a running lane succeeds.
   */
  ResumeLane(argument: _stellwerk_control_v1_ResumeLaneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneResponse__Output>): grpc.ClientUnaryCall;
  ResumeLane(argument: _stellwerk_control_v1_ResumeLaneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneResponse__Output>): grpc.ClientUnaryCall;
  ResumeLane(argument: _stellwerk_control_v1_ResumeLaneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneResponse__Output>): grpc.ClientUnaryCall;
  ResumeLane(argument: _stellwerk_control_v1_ResumeLaneRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a pause, or restarts a failed lane. Resuming a running lane succeeds.
   */
  resumeLane(argument: _stellwerk_control_v1_ResumeLaneRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneResponse__Output>): grpc.ClientUnaryCall;
  resumeLane(argument: _stellwerk_control_v1_ResumeLaneRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneResponse__Output>): grpc.ClientUnaryCall;
  resumeLane(argument: _stellwerk_control_v1_ResumeLaneRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneResponse__Output>): grpc.ClientUnaryCall;
  resumeLane(argument: _stellwerk_control_v1_ResumeLaneRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Releases the held records of a key, in their order. Resuming a key that is not paused succeeds.
   */
  ResumeLaneKey(argument: _stellwerk_control_v1_ResumeLaneKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  ResumeLaneKey(argument: _stellwerk_control_v1_ResumeLaneKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  ResumeLaneKey(argument: _stellwerk_control_v1_ResumeLaneKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  ResumeLaneKey(argument: _stellwerk_control_v1_ResumeLaneKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Releases the held records of a key, in their order. Resuming a key that is not paused succeeds.
   */
  resumeLaneKey(argument: _stellwerk_control_v1_ResumeLaneKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  resumeLaneKey(argument: _stellwerk_control_v1_ResumeLaneKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  resumeLaneKey(argument: _stellwerk_control_v1_ResumeLaneKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  resumeLaneKey(argument: _stellwerk_control_v1_ResumeLaneKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeLaneKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Streams the status of all lanes, then of those that changed, at most five times a second. Ends
   * with UNAVAILABLE when the hub shuts down.
   */
  WatchLanes(argument: _stellwerk_control_v1_WatchLanesRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchLanesResponse__Output>;
  WatchLanes(argument: _stellwerk_control_v1_WatchLanesRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchLanesResponse__Output>;
  /**
   * Streams the status of all lanes, then of those that changed, at most five times a second. Ends
   * with UNAVAILABLE when the hub shuts down.
   */
  watchLanes(argument: _stellwerk_control_v1_WatchLanesRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchLanesResponse__Output>;
  watchLanes(argument: _stellwerk_control_v1_WatchLanesRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchLanesResponse__Output>;
  
}

/**
 * Reports and controls lanes. A lane is the way from a stream to one target.
 */
export interface LaneServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Returns a lane. NOT_FOUND if there is none of that name.
   */
  GetLane: grpc.handleUnaryCall<_stellwerk_control_v1_GetLaneRequest__Output, _stellwerk_control_v1_GetLaneResponse>;
  
  /**
   * Lists lanes in the order of the configuration, in pages.
   */
  ListLanes: grpc.handleUnaryCall<_stellwerk_control_v1_ListLanesRequest__Output, _stellwerk_control_v1_ListLanesResponse>;
  
  /**
   * Lists the keys that are paused in a lane.
   */
  ListPausedLaneKeys: grpc.handleUnaryCall<_stellwerk_control_v1_ListPausedLaneKeysRequest__Output, _stellwerk_control_v1_ListPausedLaneKeysResponse>;
  
  /**
   * Stops delivery to the target; records stay in the stream. Other lanes of the stream continue.
   * Responds once no work is in flight and the pause would survive a crash. Pausing a paused lane
   * succeeds.
   */
  PauseLane: grpc.handleUnaryCall<_stellwerk_control_v1_PauseLaneRequest__Output, _stellwerk_control_v1_PauseLaneResponse>;
  
  /**
   * Holds back the records of one key in this lane, across restarts; other keys continue. Pausing a
   * paused key succeeds.
   */
  PauseLaneKey: grpc.handleUnaryCall<_stellwerk_control_v1_PauseLaneKeyRequest__Output, _stellwerk_control_v1_PauseLaneKeyResponse>;
  
  /**
   * Moves a lane back to a position in its stream's log, or delivers the records of one key again.
   * The source is not read, and other lanes are not affected. Responds once the replay is stored
   * durably.
   */
  ReplayLane: grpc.handleUnaryCall<_stellwerk_control_v1_ReplayLaneRequest__Output, _stellwerk_control_v1_ReplayLaneResponse>;
  
  /**
   * Ends a pause, or restarts a failed lane. Resuming a running lane succeeds.
   */
  ResumeLane: grpc.handleUnaryCall<_stellwerk_control_v1_ResumeLaneRequest__Output, _stellwerk_control_v1_ResumeLaneResponse>;
  
  /**
   * Releases the held records of a key, in their order. Resuming a key that is not paused succeeds.
   */
  ResumeLaneKey: grpc.handleUnaryCall<_stellwerk_control_v1_ResumeLaneKeyRequest__Output, _stellwerk_control_v1_ResumeLaneKeyResponse>;
  
  /**
   * Streams the status of all lanes, then of those that changed, at most five times a second. Ends
   * with UNAVAILABLE when the hub shuts down.
   */
  WatchLanes: grpc.handleServerStreamingCall<_stellwerk_control_v1_WatchLanesRequest__Output, _stellwerk_control_v1_WatchLanesResponse>;
  
}

export interface LaneServiceDefinition extends grpc.ServiceDefinition {
  GetLane: MethodDefinition<_stellwerk_control_v1_GetLaneRequest, _stellwerk_control_v1_GetLaneResponse, _stellwerk_control_v1_GetLaneRequest__Output, _stellwerk_control_v1_GetLaneResponse__Output>
  ListLanes: MethodDefinition<_stellwerk_control_v1_ListLanesRequest, _stellwerk_control_v1_ListLanesResponse, _stellwerk_control_v1_ListLanesRequest__Output, _stellwerk_control_v1_ListLanesResponse__Output>
  ListPausedLaneKeys: MethodDefinition<_stellwerk_control_v1_ListPausedLaneKeysRequest, _stellwerk_control_v1_ListPausedLaneKeysResponse, _stellwerk_control_v1_ListPausedLaneKeysRequest__Output, _stellwerk_control_v1_ListPausedLaneKeysResponse__Output>
  PauseLane: MethodDefinition<_stellwerk_control_v1_PauseLaneRequest, _stellwerk_control_v1_PauseLaneResponse, _stellwerk_control_v1_PauseLaneRequest__Output, _stellwerk_control_v1_PauseLaneResponse__Output>
  PauseLaneKey: MethodDefinition<_stellwerk_control_v1_PauseLaneKeyRequest, _stellwerk_control_v1_PauseLaneKeyResponse, _stellwerk_control_v1_PauseLaneKeyRequest__Output, _stellwerk_control_v1_PauseLaneKeyResponse__Output>
  ReplayLane: MethodDefinition<_stellwerk_control_v1_ReplayLaneRequest, _stellwerk_control_v1_ReplayLaneResponse, _stellwerk_control_v1_ReplayLaneRequest__Output, _stellwerk_control_v1_ReplayLaneResponse__Output>
  ResumeLane: MethodDefinition<_stellwerk_control_v1_ResumeLaneRequest, _stellwerk_control_v1_ResumeLaneResponse, _stellwerk_control_v1_ResumeLaneRequest__Output, _stellwerk_control_v1_ResumeLaneResponse__Output>
  ResumeLaneKey: MethodDefinition<_stellwerk_control_v1_ResumeLaneKeyRequest, _stellwerk_control_v1_ResumeLaneKeyResponse, _stellwerk_control_v1_ResumeLaneKeyRequest__Output, _stellwerk_control_v1_ResumeLaneKeyResponse__Output>
  WatchLanes: MethodDefinition<_stellwerk_control_v1_WatchLanesRequest, _stellwerk_control_v1_WatchLanesResponse, _stellwerk_control_v1_WatchLanesRequest__Output, _stellwerk_control_v1_WatchLanesResponse__Output>
}
