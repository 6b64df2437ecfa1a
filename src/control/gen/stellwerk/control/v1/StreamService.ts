// Original file: proto/stellwerk/control/v1/streams.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { GetStreamRequest as _stellwerk_control_v1_GetStreamRequest, GetStreamRequest__Output as _stellwerk_control_v1_GetStreamRequest__Output } from '../../../stellwerk/control/v1/GetStreamRequest.ts';
import type { GetStreamResponse as _stellwerk_control_v1_GetStreamResponse, GetStreamResponse__Output as _stellwerk_control_v1_GetStreamResponse__Output } from '../../../stellwerk/control/v1/GetStreamResponse.ts';
import type { ListStreamsRequest as _stellwerk_control_v1_ListStreamsRequest, ListStreamsRequest__Output as _stellwerk_control_v1_ListStreamsRequest__Output } from '../../../stellwerk/control/v1/ListStreamsRequest.ts';
import type { ListStreamsResponse as _stellwerk_control_v1_ListStreamsResponse, ListStreamsResponse__Output as _stellwerk_control_v1_ListStreamsResponse__Output } from '../../../stellwerk/control/v1/ListStreamsResponse.ts';
import type { PauseStreamRequest as _stellwerk_control_v1_PauseStreamRequest, PauseStreamRequest__Output as _stellwerk_control_v1_PauseStreamRequest__Output } from '../../../stellwerk/control/v1/PauseStreamRequest.ts';
import type { PauseStreamResponse as _stellwerk_control_v1_PauseStreamResponse, PauseStreamResponse__Output as _stellwerk_control_v1_PauseStreamResponse__Output } from '../../../stellwerk/control/v1/PauseStreamResponse.ts';
import type { ResumeStreamRequest as _stellwerk_control_v1_ResumeStreamRequest, ResumeStreamRequest__Output as _stellwerk_control_v1_ResumeStreamRequest__Output } from '../../../stellwerk/control/v1/ResumeStreamRequest.ts';
import type { ResumeStreamResponse as _stellwerk_control_v1_ResumeStreamResponse, ResumeStreamResponse__Output as _stellwerk_control_v1_ResumeStreamResponse__Output } from '../../../stellwerk/control/v1/ResumeStreamResponse.ts';
import type { SyncStreamRequest as _stellwerk_control_v1_SyncStreamRequest, SyncStreamRequest__Output as _stellwerk_control_v1_SyncStreamRequest__Output } from '../../../stellwerk/control/v1/SyncStreamRequest.ts';
import type { SyncStreamResponse as _stellwerk_control_v1_SyncStreamResponse, SyncStreamResponse__Output as _stellwerk_control_v1_SyncStreamResponse__Output } from '../../../stellwerk/control/v1/SyncStreamResponse.ts';
import type { WatchStreamsRequest as _stellwerk_control_v1_WatchStreamsRequest, WatchStreamsRequest__Output as _stellwerk_control_v1_WatchStreamsRequest__Output } from '../../../stellwerk/control/v1/WatchStreamsRequest.ts';
import type { WatchStreamsResponse as _stellwerk_control_v1_WatchStreamsResponse, WatchStreamsResponse__Output as _stellwerk_control_v1_WatchStreamsResponse__Output } from '../../../stellwerk/control/v1/WatchStreamsResponse.ts';

/**
 * Reports and controls streams. A stream is one flow of one entity from one source.
 */
export interface StreamServiceClient extends grpc.Client {
  /**
   * Returns a stream. NOT_FOUND if there is none of that name.
   */
  GetStream(argument: _stellwerk_control_v1_GetStreamRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetStreamResponse__Output>): grpc.ClientUnaryCall;
  GetStream(argument: _stellwerk_control_v1_GetStreamRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetStreamResponse__Output>): grpc.ClientUnaryCall;
  GetStream(argument: _stellwerk_control_v1_GetStreamRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetStreamResponse__Output>): grpc.ClientUnaryCall;
  GetStream(argument: _stellwerk_control_v1_GetStreamRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetStreamResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a stream. NOT_FOUND if there is none of that name.
   */
  getStream(argument: _stellwerk_control_v1_GetStreamRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetStreamResponse__Output>): grpc.ClientUnaryCall;
  getStream(argument: _stellwerk_control_v1_GetStreamRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetStreamResponse__Output>): grpc.ClientUnaryCall;
  getStream(argument: _stellwerk_control_v1_GetStreamRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetStreamResponse__Output>): grpc.ClientUnaryCall;
  getStream(argument: _stellwerk_control_v1_GetStreamRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetStreamResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists streams in the order of the configuration, in pages.
   */
  ListStreams(argument: _stellwerk_control_v1_ListStreamsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListStreamsResponse__Output>): grpc.ClientUnaryCall;
  ListStreams(argument: _stellwerk_control_v1_ListStreamsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListStreamsResponse__Output>): grpc.ClientUnaryCall;
  ListStreams(argument: _stellwerk_control_v1_ListStreamsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListStreamsResponse__Output>): grpc.ClientUnaryCall;
  ListStreams(argument: _stellwerk_control_v1_ListStreamsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListStreamsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists streams in the order of the configuration, in pages.
   */
  listStreams(argument: _stellwerk_control_v1_ListStreamsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListStreamsResponse__Output>): grpc.ClientUnaryCall;
  listStreams(argument: _stellwerk_control_v1_ListStreamsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListStreamsResponse__Output>): grpc.ClientUnaryCall;
  listStreams(argument: _stellwerk_control_v1_ListStreamsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListStreamsResponse__Output>): grpc.ClientUnaryCall;
  listStreams(argument: _stellwerk_control_v1_ListStreamsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListStreamsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Stops reading the source; records already in the stream are still delivered. Responds once no
   * work is in flight and the pause would survive a crash. Pausing a paused stream succeeds.
   */
  PauseStream(argument: _stellwerk_control_v1_PauseStreamRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseStreamResponse__Output>): grpc.ClientUnaryCall;
  PauseStream(argument: _stellwerk_control_v1_PauseStreamRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseStreamResponse__Output>): grpc.ClientUnaryCall;
  PauseStream(argument: _stellwerk_control_v1_PauseStreamRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseStreamResponse__Output>): grpc.ClientUnaryCall;
  PauseStream(argument: _stellwerk_control_v1_PauseStreamRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseStreamResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Stops reading the source; records already in the stream are still delivered. Responds once no
   * work is in flight and the pause would survive a crash. Pausing a paused stream succeeds.
   */
  pauseStream(argument: _stellwerk_control_v1_PauseStreamRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseStreamResponse__Output>): grpc.ClientUnaryCall;
  pauseStream(argument: _stellwerk_control_v1_PauseStreamRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseStreamResponse__Output>): grpc.ClientUnaryCall;
  pauseStream(argument: _stellwerk_control_v1_PauseStreamRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseStreamResponse__Output>): grpc.ClientUnaryCall;
  pauseStream(argument: _stellwerk_control_v1_PauseStreamRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseStreamResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Ends a pause, or restarts a failed stream. Resuming a running stream succeeds.
   */
  ResumeStream(argument: _stellwerk_control_v1_ResumeStreamRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeStreamResponse__Output>): grpc.ClientUnaryCall;
  ResumeStream(argument: _stellwerk_control_v1_ResumeStreamRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeStreamResponse__Output>): grpc.ClientUnaryCall;
  ResumeStream(argument: _stellwerk_control_v1_ResumeStreamRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeStreamResponse__Output>): grpc.ClientUnaryCall;
  ResumeStream(argument: _stellwerk_control_v1_ResumeStreamRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeStreamResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends a pause, or restarts a failed stream. Resuming a running stream succeeds.
   */
  resumeStream(argument: _stellwerk_control_v1_ResumeStreamRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeStreamResponse__Output>): grpc.ClientUnaryCall;
  resumeStream(argument: _stellwerk_control_v1_ResumeStreamRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeStreamResponse__Output>): grpc.ClientUnaryCall;
  resumeStream(argument: _stellwerk_control_v1_ResumeStreamRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeStreamResponse__Output>): grpc.ClientUnaryCall;
  resumeStream(argument: _stellwerk_control_v1_ResumeStreamRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeStreamResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Reads the source now instead of at the next scheduled time. Responds once the run is in
   * progress or due, not when it is finished; WatchStreams shows that. FAILED_PRECONDITION while
   * the stream is paused or failed.
   */
  SyncStream(argument: _stellwerk_control_v1_SyncStreamRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SyncStreamResponse__Output>): grpc.ClientUnaryCall;
  SyncStream(argument: _stellwerk_control_v1_SyncStreamRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_SyncStreamResponse__Output>): grpc.ClientUnaryCall;
  SyncStream(argument: _stellwerk_control_v1_SyncStreamRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SyncStreamResponse__Output>): grpc.ClientUnaryCall;
  SyncStream(argument: _stellwerk_control_v1_SyncStreamRequest, callback: grpc.requestCallback<_stellwerk_control_v1_SyncStreamResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Reads the source now instead of at the next scheduled time. Responds once the run is in
   * progress or due, not when it is finished; WatchStreams shows that. FAILED_PRECONDITION while
   * the stream is paused or failed.
   */
  syncStream(argument: _stellwerk_control_v1_SyncStreamRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SyncStreamResponse__Output>): grpc.ClientUnaryCall;
  syncStream(argument: _stellwerk_control_v1_SyncStreamRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_SyncStreamResponse__Output>): grpc.ClientUnaryCall;
  syncStream(argument: _stellwerk_control_v1_SyncStreamRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_SyncStreamResponse__Output>): grpc.ClientUnaryCall;
  syncStream(argument: _stellwerk_control_v1_SyncStreamRequest, callback: grpc.requestCallback<_stellwerk_control_v1_SyncStreamResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Streams the status of all streams, then of those that changed, at most five times a second.
   * Ends with UNAVAILABLE when the hub shuts down.
   */
  WatchStreams(argument: _stellwerk_control_v1_WatchStreamsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchStreamsResponse__Output>;
  WatchStreams(argument: _stellwerk_control_v1_WatchStreamsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchStreamsResponse__Output>;
  /**
   * Streams the status of all streams, then of those that changed, at most five times a second.
   * Ends with UNAVAILABLE when the hub shuts down.
   */
  watchStreams(argument: _stellwerk_control_v1_WatchStreamsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchStreamsResponse__Output>;
  watchStreams(argument: _stellwerk_control_v1_WatchStreamsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchStreamsResponse__Output>;
  
}

/**
 * Reports and controls streams. A stream is one flow of one entity from one source.
 */
export interface StreamServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Returns a stream. NOT_FOUND if there is none of that name.
   */
  GetStream: grpc.handleUnaryCall<_stellwerk_control_v1_GetStreamRequest__Output, _stellwerk_control_v1_GetStreamResponse>;
  
  /**
   * Lists streams in the order of the configuration, in pages.
   */
  ListStreams: grpc.handleUnaryCall<_stellwerk_control_v1_ListStreamsRequest__Output, _stellwerk_control_v1_ListStreamsResponse>;
  
  /**
   * Stops reading the source; records already in the stream are still delivered. Responds once no
   * work is in flight and the pause would survive a crash. Pausing a paused stream succeeds.
   */
  PauseStream: grpc.handleUnaryCall<_stellwerk_control_v1_PauseStreamRequest__Output, _stellwerk_control_v1_PauseStreamResponse>;
  
  /**
   * Ends a pause, or restarts a failed stream. Resuming a running stream succeeds.
   */
  ResumeStream: grpc.handleUnaryCall<_stellwerk_control_v1_ResumeStreamRequest__Output, _stellwerk_control_v1_ResumeStreamResponse>;
  
  /**
   * Reads the source now instead of at the next scheduled time. Responds once the run is in
   * progress or due, not when it is finished; WatchStreams shows that. FAILED_PRECONDITION while
   * the stream is paused or failed.
   */
  SyncStream: grpc.handleUnaryCall<_stellwerk_control_v1_SyncStreamRequest__Output, _stellwerk_control_v1_SyncStreamResponse>;
  
  /**
   * Streams the status of all streams, then of those that changed, at most five times a second.
   * Ends with UNAVAILABLE when the hub shuts down.
   */
  WatchStreams: grpc.handleServerStreamingCall<_stellwerk_control_v1_WatchStreamsRequest__Output, _stellwerk_control_v1_WatchStreamsResponse>;
  
}

export interface StreamServiceDefinition extends grpc.ServiceDefinition {
  GetStream: MethodDefinition<_stellwerk_control_v1_GetStreamRequest, _stellwerk_control_v1_GetStreamResponse, _stellwerk_control_v1_GetStreamRequest__Output, _stellwerk_control_v1_GetStreamResponse__Output>
  ListStreams: MethodDefinition<_stellwerk_control_v1_ListStreamsRequest, _stellwerk_control_v1_ListStreamsResponse, _stellwerk_control_v1_ListStreamsRequest__Output, _stellwerk_control_v1_ListStreamsResponse__Output>
  PauseStream: MethodDefinition<_stellwerk_control_v1_PauseStreamRequest, _stellwerk_control_v1_PauseStreamResponse, _stellwerk_control_v1_PauseStreamRequest__Output, _stellwerk_control_v1_PauseStreamResponse__Output>
  ResumeStream: MethodDefinition<_stellwerk_control_v1_ResumeStreamRequest, _stellwerk_control_v1_ResumeStreamResponse, _stellwerk_control_v1_ResumeStreamRequest__Output, _stellwerk_control_v1_ResumeStreamResponse__Output>
  SyncStream: MethodDefinition<_stellwerk_control_v1_SyncStreamRequest, _stellwerk_control_v1_SyncStreamResponse, _stellwerk_control_v1_SyncStreamRequest__Output, _stellwerk_control_v1_SyncStreamResponse__Output>
  WatchStreams: MethodDefinition<_stellwerk_control_v1_WatchStreamsRequest, _stellwerk_control_v1_WatchStreamsResponse, _stellwerk_control_v1_WatchStreamsRequest__Output, _stellwerk_control_v1_WatchStreamsResponse__Output>
}
