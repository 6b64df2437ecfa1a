// Original file: proto/stellwerk/control/v1/verify.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { VerifyStreamRequest as _stellwerk_control_v1_VerifyStreamRequest, VerifyStreamRequest__Output as _stellwerk_control_v1_VerifyStreamRequest__Output } from '../../../stellwerk/control/v1/VerifyStreamRequest.ts';
import type { VerifyStreamResponse as _stellwerk_control_v1_VerifyStreamResponse, VerifyStreamResponse__Output as _stellwerk_control_v1_VerifyStreamResponse__Output } from '../../../stellwerk/control/v1/VerifyStreamResponse.ts';

/**
 * Verifies that the targets hold what the sources say.
 */
export interface VerifyServiceClient extends grpc.Client {
  /**
   * Reads the source from its beginning, maps each record as the lanes do, and asks the targets
   * what they hold. Writes nothing unless `repair` is set. Streams progress and records as they are
   * found, and the summary last. Uses the API budgets of source and targets. NOT_FOUND if there is
   * no such stream or lane. UNAVAILABLE while the circuit of the source or of a target is open.
   * FAILED_PRECONDITION while one of them is paused or failed, or while two comparisons are in
   * progress. Ends with DEADLINE_EXCEEDED after an hour; repairs ordered by then remain in effect.
   */
  VerifyStream(argument: _stellwerk_control_v1_VerifyStreamRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_VerifyStreamResponse__Output>;
  VerifyStream(argument: _stellwerk_control_v1_VerifyStreamRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_VerifyStreamResponse__Output>;
  /**
   * Reads the source from its beginning, maps each record as the lanes do, and asks the targets
   * what they hold. Writes nothing unless `repair` is set. Streams progress and records as they are
   * found, and the summary last. Uses the API budgets of source and targets. NOT_FOUND if there is
   * no such stream or lane. UNAVAILABLE while the circuit of the source or of a target is open.
   * FAILED_PRECONDITION while one of them is paused or failed, or while two comparisons are in
   * progress. Ends with DEADLINE_EXCEEDED after an hour; repairs ordered by then remain in effect.
   */
  verifyStream(argument: _stellwerk_control_v1_VerifyStreamRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_VerifyStreamResponse__Output>;
  verifyStream(argument: _stellwerk_control_v1_VerifyStreamRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_VerifyStreamResponse__Output>;
  
}

/**
 * Verifies that the targets hold what the sources say.
 */
export interface VerifyServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Reads the source from its beginning, maps each record as the lanes do, and asks the targets
   * what they hold. Writes nothing unless `repair` is set. Streams progress and records as they are
   * found, and the summary last. Uses the API budgets of source and targets. NOT_FOUND if there is
   * no such stream or lane. UNAVAILABLE while the circuit of the source or of a target is open.
   * FAILED_PRECONDITION while one of them is paused or failed, or while two comparisons are in
   * progress. Ends with DEADLINE_EXCEEDED after an hour; repairs ordered by then remain in effect.
   */
  VerifyStream: grpc.handleServerStreamingCall<_stellwerk_control_v1_VerifyStreamRequest__Output, _stellwerk_control_v1_VerifyStreamResponse>;
  
}

export interface VerifyServiceDefinition extends grpc.ServiceDefinition {
  VerifyStream: MethodDefinition<_stellwerk_control_v1_VerifyStreamRequest, _stellwerk_control_v1_VerifyStreamResponse, _stellwerk_control_v1_VerifyStreamRequest__Output, _stellwerk_control_v1_VerifyStreamResponse__Output>
}
