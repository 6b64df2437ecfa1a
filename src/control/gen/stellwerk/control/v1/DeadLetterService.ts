// Original file: proto/stellwerk/control/v1/dead_letters.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { DiscardDeadLettersRequest as _stellwerk_control_v1_DiscardDeadLettersRequest, DiscardDeadLettersRequest__Output as _stellwerk_control_v1_DiscardDeadLettersRequest__Output } from '../../../stellwerk/control/v1/DiscardDeadLettersRequest.ts';
import type { DiscardDeadLettersResponse as _stellwerk_control_v1_DiscardDeadLettersResponse, DiscardDeadLettersResponse__Output as _stellwerk_control_v1_DiscardDeadLettersResponse__Output } from '../../../stellwerk/control/v1/DiscardDeadLettersResponse.ts';
import type { GetDeadLetterRequest as _stellwerk_control_v1_GetDeadLetterRequest, GetDeadLetterRequest__Output as _stellwerk_control_v1_GetDeadLetterRequest__Output } from '../../../stellwerk/control/v1/GetDeadLetterRequest.ts';
import type { GetDeadLetterResponse as _stellwerk_control_v1_GetDeadLetterResponse, GetDeadLetterResponse__Output as _stellwerk_control_v1_GetDeadLetterResponse__Output } from '../../../stellwerk/control/v1/GetDeadLetterResponse.ts';
import type { ListDeadLetterGroupsRequest as _stellwerk_control_v1_ListDeadLetterGroupsRequest, ListDeadLetterGroupsRequest__Output as _stellwerk_control_v1_ListDeadLetterGroupsRequest__Output } from '../../../stellwerk/control/v1/ListDeadLetterGroupsRequest.ts';
import type { ListDeadLetterGroupsResponse as _stellwerk_control_v1_ListDeadLetterGroupsResponse, ListDeadLetterGroupsResponse__Output as _stellwerk_control_v1_ListDeadLetterGroupsResponse__Output } from '../../../stellwerk/control/v1/ListDeadLetterGroupsResponse.ts';
import type { ListDeadLettersRequest as _stellwerk_control_v1_ListDeadLettersRequest, ListDeadLettersRequest__Output as _stellwerk_control_v1_ListDeadLettersRequest__Output } from '../../../stellwerk/control/v1/ListDeadLettersRequest.ts';
import type { ListDeadLettersResponse as _stellwerk_control_v1_ListDeadLettersResponse, ListDeadLettersResponse__Output as _stellwerk_control_v1_ListDeadLettersResponse__Output } from '../../../stellwerk/control/v1/ListDeadLettersResponse.ts';
import type { ReplayDeadLettersRequest as _stellwerk_control_v1_ReplayDeadLettersRequest, ReplayDeadLettersRequest__Output as _stellwerk_control_v1_ReplayDeadLettersRequest__Output } from '../../../stellwerk/control/v1/ReplayDeadLettersRequest.ts';
import type { ReplayDeadLettersResponse as _stellwerk_control_v1_ReplayDeadLettersResponse, ReplayDeadLettersResponse__Output as _stellwerk_control_v1_ReplayDeadLettersResponse__Output } from '../../../stellwerk/control/v1/ReplayDeadLettersResponse.ts';

/**
 * Reports and resolves dead letters: records that could not be delivered, and rows that could not
 * become records.
 */
export interface DeadLetterServiceClient extends grpc.Client {
  /**
   * Closes open dead letters permanently. Discarding a closed letter succeeds, and does not count.
   */
  DiscardDeadLetters(argument: _stellwerk_control_v1_DiscardDeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_DiscardDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  DiscardDeadLetters(argument: _stellwerk_control_v1_DiscardDeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_DiscardDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  DiscardDeadLetters(argument: _stellwerk_control_v1_DiscardDeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_DiscardDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  DiscardDeadLetters(argument: _stellwerk_control_v1_DiscardDeadLettersRequest, callback: grpc.requestCallback<_stellwerk_control_v1_DiscardDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Closes open dead letters permanently. Discarding a closed letter succeeds, and does not count.
   */
  discardDeadLetters(argument: _stellwerk_control_v1_DiscardDeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_DiscardDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  discardDeadLetters(argument: _stellwerk_control_v1_DiscardDeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_DiscardDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  discardDeadLetters(argument: _stellwerk_control_v1_DiscardDeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_DiscardDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  discardDeadLetters(argument: _stellwerk_control_v1_DiscardDeadLettersRequest, callback: grpc.requestCallback<_stellwerk_control_v1_DiscardDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Returns a dead letter with its content. NOT_FOUND if there is none with that id.
   */
  GetDeadLetter(argument: _stellwerk_control_v1_GetDeadLetterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetDeadLetterResponse__Output>): grpc.ClientUnaryCall;
  GetDeadLetter(argument: _stellwerk_control_v1_GetDeadLetterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetDeadLetterResponse__Output>): grpc.ClientUnaryCall;
  GetDeadLetter(argument: _stellwerk_control_v1_GetDeadLetterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetDeadLetterResponse__Output>): grpc.ClientUnaryCall;
  GetDeadLetter(argument: _stellwerk_control_v1_GetDeadLetterRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetDeadLetterResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a dead letter with its content. NOT_FOUND if there is none with that id.
   */
  getDeadLetter(argument: _stellwerk_control_v1_GetDeadLetterRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetDeadLetterResponse__Output>): grpc.ClientUnaryCall;
  getDeadLetter(argument: _stellwerk_control_v1_GetDeadLetterRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetDeadLetterResponse__Output>): grpc.ClientUnaryCall;
  getDeadLetter(argument: _stellwerk_control_v1_GetDeadLetterRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetDeadLetterResponse__Output>): grpc.ClientUnaryCall;
  getDeadLetter(argument: _stellwerk_control_v1_GetDeadLetterRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetDeadLetterResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists open failures, grouped by cause: dead letters, rows that never became records, and
   * records that the hub retries automatically. A group closes with its last failure: a later
   * version or a replay succeeded, or an operator discarded it.
   */
  ListDeadLetterGroups(argument: _stellwerk_control_v1_ListDeadLetterGroupsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListDeadLetterGroups(argument: _stellwerk_control_v1_ListDeadLetterGroupsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListDeadLetterGroups(argument: _stellwerk_control_v1_ListDeadLetterGroupsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>): grpc.ClientUnaryCall;
  ListDeadLetterGroups(argument: _stellwerk_control_v1_ListDeadLetterGroupsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists open failures, grouped by cause: dead letters, rows that never became records, and
   * records that the hub retries automatically. A group closes with its last failure: a later
   * version or a replay succeeded, or an operator discarded it.
   */
  listDeadLetterGroups(argument: _stellwerk_control_v1_ListDeadLetterGroupsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>): grpc.ClientUnaryCall;
  listDeadLetterGroups(argument: _stellwerk_control_v1_ListDeadLetterGroupsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>): grpc.ClientUnaryCall;
  listDeadLetterGroups(argument: _stellwerk_control_v1_ListDeadLetterGroupsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>): grpc.ClientUnaryCall;
  listDeadLetterGroups(argument: _stellwerk_control_v1_ListDeadLetterGroupsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists dead letters, oldest first, in pages.
   */
  ListDeadLetters(argument: _stellwerk_control_v1_ListDeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _stellwerk_control_v1_ListDeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _stellwerk_control_v1_ListDeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  ListDeadLetters(argument: _stellwerk_control_v1_ListDeadLettersRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists dead letters, oldest first, in pages.
   */
  listDeadLetters(argument: _stellwerk_control_v1_ListDeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _stellwerk_control_v1_ListDeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _stellwerk_control_v1_ListDeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  listDeadLetters(argument: _stellwerk_control_v1_ListDeadLettersRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Replays open dead letters in their own lane; other lanes are not affected. Responds once the
   * replay is stored durably; it continues across restarts. A dry run reports what would be sent
   * and writes nothing. Letters without a lane are skipped, because their row never became a
   * record.
   */
  ReplayDeadLetters(argument: _stellwerk_control_v1_ReplayDeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  ReplayDeadLetters(argument: _stellwerk_control_v1_ReplayDeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  ReplayDeadLetters(argument: _stellwerk_control_v1_ReplayDeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  ReplayDeadLetters(argument: _stellwerk_control_v1_ReplayDeadLettersRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Replays open dead letters in their own lane; other lanes are not affected. Responds once the
   * replay is stored durably; it continues across restarts. A dry run reports what would be sent
   * and writes nothing. Letters without a lane are skipped, because their row never became a
   * record.
   */
  replayDeadLetters(argument: _stellwerk_control_v1_ReplayDeadLettersRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  replayDeadLetters(argument: _stellwerk_control_v1_ReplayDeadLettersRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  replayDeadLetters(argument: _stellwerk_control_v1_ReplayDeadLettersRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  replayDeadLetters(argument: _stellwerk_control_v1_ReplayDeadLettersRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ReplayDeadLettersResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Reports and resolves dead letters: records that could not be delivered, and rows that could not
 * become records.
 */
export interface DeadLetterServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Closes open dead letters permanently. Discarding a closed letter succeeds, and does not count.
   */
  DiscardDeadLetters: grpc.handleUnaryCall<_stellwerk_control_v1_DiscardDeadLettersRequest__Output, _stellwerk_control_v1_DiscardDeadLettersResponse>;
  
  /**
   * Returns a dead letter with its content. NOT_FOUND if there is none with that id.
   */
  GetDeadLetter: grpc.handleUnaryCall<_stellwerk_control_v1_GetDeadLetterRequest__Output, _stellwerk_control_v1_GetDeadLetterResponse>;
  
  /**
   * Lists open failures, grouped by cause: dead letters, rows that never became records, and
   * records that the hub retries automatically. A group closes with its last failure: a later
   * version or a replay succeeded, or an operator discarded it.
   */
  ListDeadLetterGroups: grpc.handleUnaryCall<_stellwerk_control_v1_ListDeadLetterGroupsRequest__Output, _stellwerk_control_v1_ListDeadLetterGroupsResponse>;
  
  /**
   * Lists dead letters, oldest first, in pages.
   */
  ListDeadLetters: grpc.handleUnaryCall<_stellwerk_control_v1_ListDeadLettersRequest__Output, _stellwerk_control_v1_ListDeadLettersResponse>;
  
  /**
   * Replays open dead letters in their own lane; other lanes are not affected. Responds once the
   * replay is stored durably; it continues across restarts. A dry run reports what would be sent
   * and writes nothing. Letters without a lane are skipped, because their row never became a
   * record.
   */
  ReplayDeadLetters: grpc.handleUnaryCall<_stellwerk_control_v1_ReplayDeadLettersRequest__Output, _stellwerk_control_v1_ReplayDeadLettersResponse>;
  
}

export interface DeadLetterServiceDefinition extends grpc.ServiceDefinition {
  DiscardDeadLetters: MethodDefinition<_stellwerk_control_v1_DiscardDeadLettersRequest, _stellwerk_control_v1_DiscardDeadLettersResponse, _stellwerk_control_v1_DiscardDeadLettersRequest__Output, _stellwerk_control_v1_DiscardDeadLettersResponse__Output>
  GetDeadLetter: MethodDefinition<_stellwerk_control_v1_GetDeadLetterRequest, _stellwerk_control_v1_GetDeadLetterResponse, _stellwerk_control_v1_GetDeadLetterRequest__Output, _stellwerk_control_v1_GetDeadLetterResponse__Output>
  ListDeadLetterGroups: MethodDefinition<_stellwerk_control_v1_ListDeadLetterGroupsRequest, _stellwerk_control_v1_ListDeadLetterGroupsResponse, _stellwerk_control_v1_ListDeadLetterGroupsRequest__Output, _stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>
  ListDeadLetters: MethodDefinition<_stellwerk_control_v1_ListDeadLettersRequest, _stellwerk_control_v1_ListDeadLettersResponse, _stellwerk_control_v1_ListDeadLettersRequest__Output, _stellwerk_control_v1_ListDeadLettersResponse__Output>
  ReplayDeadLetters: MethodDefinition<_stellwerk_control_v1_ReplayDeadLettersRequest, _stellwerk_control_v1_ReplayDeadLettersResponse, _stellwerk_control_v1_ReplayDeadLettersRequest__Output, _stellwerk_control_v1_ReplayDeadLettersResponse__Output>
}
