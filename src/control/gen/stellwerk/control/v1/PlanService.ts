// Original file: proto/stellwerk/control/v1/plans.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { PlanStreamRequest as _stellwerk_control_v1_PlanStreamRequest, PlanStreamRequest__Output as _stellwerk_control_v1_PlanStreamRequest__Output } from '../../../stellwerk/control/v1/PlanStreamRequest.ts';
import type { PlanStreamResponse as _stellwerk_control_v1_PlanStreamResponse, PlanStreamResponse__Output as _stellwerk_control_v1_PlanStreamResponse__Output } from '../../../stellwerk/control/v1/PlanStreamResponse.ts';

/**
 * Determines what the next run of a stream would do, without writing anything.
 */
export interface PlanServiceClient extends grpc.Client {
  /**
   * Reads the source and takes each record along its path up to the targets: validation, linking,
   * mapping. Writes nothing anywhere: no cursor, no log, no master key, no link, no dead letter, no
   * target. Streams progress and records as they are found, and the summary last. Uses the source's
   * API budget as a run does. NOT_FOUND if there is no such stream or lane. UNAVAILABLE while the
   * circuit of the source is open. FAILED_PRECONDITION while the source is paused or failed, or
   * while three plans are in progress. Ends with DEADLINE_EXCEEDED after fifteen minutes. A paused
   * stream can be planned.
   */
  PlanStream(argument: _stellwerk_control_v1_PlanStreamRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_PlanStreamResponse__Output>;
  PlanStream(argument: _stellwerk_control_v1_PlanStreamRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_PlanStreamResponse__Output>;
  /**
   * Reads the source and takes each record along its path up to the targets: validation, linking,
   * mapping. Writes nothing anywhere: no cursor, no log, no master key, no link, no dead letter, no
   * target. Streams progress and records as they are found, and the summary last. Uses the source's
   * API budget as a run does. NOT_FOUND if there is no such stream or lane. UNAVAILABLE while the
   * circuit of the source is open. FAILED_PRECONDITION while the source is paused or failed, or
   * while three plans are in progress. Ends with DEADLINE_EXCEEDED after fifteen minutes. A paused
   * stream can be planned.
   */
  planStream(argument: _stellwerk_control_v1_PlanStreamRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_PlanStreamResponse__Output>;
  planStream(argument: _stellwerk_control_v1_PlanStreamRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_PlanStreamResponse__Output>;
  
}

/**
 * Determines what the next run of a stream would do, without writing anything.
 */
export interface PlanServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Reads the source and takes each record along its path up to the targets: validation, linking,
   * mapping. Writes nothing anywhere: no cursor, no log, no master key, no link, no dead letter, no
   * target. Streams progress and records as they are found, and the summary last. Uses the source's
   * API budget as a run does. NOT_FOUND if there is no such stream or lane. UNAVAILABLE while the
   * circuit of the source is open. FAILED_PRECONDITION while the source is paused or failed, or
   * while three plans are in progress. Ends with DEADLINE_EXCEEDED after fifteen minutes. A paused
   * stream can be planned.
   */
  PlanStream: grpc.handleServerStreamingCall<_stellwerk_control_v1_PlanStreamRequest__Output, _stellwerk_control_v1_PlanStreamResponse>;
  
}

export interface PlanServiceDefinition extends grpc.ServiceDefinition {
  PlanStream: MethodDefinition<_stellwerk_control_v1_PlanStreamRequest, _stellwerk_control_v1_PlanStreamResponse, _stellwerk_control_v1_PlanStreamRequest__Output, _stellwerk_control_v1_PlanStreamResponse__Output>
}
