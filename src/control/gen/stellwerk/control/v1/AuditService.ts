// Original file: proto/stellwerk/control/v1/audit.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ExportAuditLogRequest as _stellwerk_control_v1_ExportAuditLogRequest, ExportAuditLogRequest__Output as _stellwerk_control_v1_ExportAuditLogRequest__Output } from '../../../stellwerk/control/v1/ExportAuditLogRequest.ts';
import type { ExportAuditLogResponse as _stellwerk_control_v1_ExportAuditLogResponse, ExportAuditLogResponse__Output as _stellwerk_control_v1_ExportAuditLogResponse__Output } from '../../../stellwerk/control/v1/ExportAuditLogResponse.ts';
import type { ListAuditEntriesRequest as _stellwerk_control_v1_ListAuditEntriesRequest, ListAuditEntriesRequest__Output as _stellwerk_control_v1_ListAuditEntriesRequest__Output } from '../../../stellwerk/control/v1/ListAuditEntriesRequest.ts';
import type { ListAuditEntriesResponse as _stellwerk_control_v1_ListAuditEntriesResponse, ListAuditEntriesResponse__Output as _stellwerk_control_v1_ListAuditEntriesResponse__Output } from '../../../stellwerk/control/v1/ListAuditEntriesResponse.ts';
import type { VerifyAuditLogRequest as _stellwerk_control_v1_VerifyAuditLogRequest, VerifyAuditLogRequest__Output as _stellwerk_control_v1_VerifyAuditLogRequest__Output } from '../../../stellwerk/control/v1/VerifyAuditLogRequest.ts';
import type { VerifyAuditLogResponse as _stellwerk_control_v1_VerifyAuditLogResponse, VerifyAuditLogResponse__Output as _stellwerk_control_v1_VerifyAuditLogResponse__Output } from '../../../stellwerk/control/v1/VerifyAuditLogResponse.ts';

/**
 * The audit log: every command and every denied call, in an append-only log. Each row carries a
 * hash that chains it to the row before: SHA-256(hash of the row before, 32 bytes; then the
 * canonical JSON (RFC 8785) of `{"entry": …, "seq": …}`). The first row uses 32 zero bytes as the
 * hash before it.
 */
export interface AuditServiceClient extends grpc.Client {
  /**
   * Exports the whole log as it was hashed, oldest first. The last message reaches the head that it
   * reports.
   */
  ExportAuditLog(argument: _stellwerk_control_v1_ExportAuditLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_ExportAuditLogResponse__Output>;
  ExportAuditLog(argument: _stellwerk_control_v1_ExportAuditLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_ExportAuditLogResponse__Output>;
  /**
   * Exports the whole log as it was hashed, oldest first. The last message reaches the head that it
   * reports.
   */
  exportAuditLog(argument: _stellwerk_control_v1_ExportAuditLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_ExportAuditLogResponse__Output>;
  exportAuditLog(argument: _stellwerk_control_v1_ExportAuditLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_ExportAuditLogResponse__Output>;
  
  /**
   * Lists rows of the log, newest first, in pages.
   */
  ListAuditEntries(argument: _stellwerk_control_v1_ListAuditEntriesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  ListAuditEntries(argument: _stellwerk_control_v1_ListAuditEntriesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  ListAuditEntries(argument: _stellwerk_control_v1_ListAuditEntriesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  ListAuditEntries(argument: _stellwerk_control_v1_ListAuditEntriesRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists rows of the log, newest first, in pages.
   */
  listAuditEntries(argument: _stellwerk_control_v1_ListAuditEntriesRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  listAuditEntries(argument: _stellwerk_control_v1_ListAuditEntriesRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  listAuditEntries(argument: _stellwerk_control_v1_ListAuditEntriesRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  listAuditEntries(argument: _stellwerk_control_v1_ListAuditEntriesRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListAuditEntriesResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Verifies the log from its beginning and stops at the first row that was changed, removed or
   * inserted. Reports progress, and the verdict in the last message.
   */
  VerifyAuditLog(argument: _stellwerk_control_v1_VerifyAuditLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_VerifyAuditLogResponse__Output>;
  VerifyAuditLog(argument: _stellwerk_control_v1_VerifyAuditLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_VerifyAuditLogResponse__Output>;
  /**
   * Verifies the log from its beginning and stops at the first row that was changed, removed or
   * inserted. Reports progress, and the verdict in the last message.
   */
  verifyAuditLog(argument: _stellwerk_control_v1_VerifyAuditLogRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_VerifyAuditLogResponse__Output>;
  verifyAuditLog(argument: _stellwerk_control_v1_VerifyAuditLogRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_VerifyAuditLogResponse__Output>;
  
}

/**
 * The audit log: every command and every denied call, in an append-only log. Each row carries a
 * hash that chains it to the row before: SHA-256(hash of the row before, 32 bytes; then the
 * canonical JSON (RFC 8785) of `{"entry": …, "seq": …}`). The first row uses 32 zero bytes as the
 * hash before it.
 */
export interface AuditServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Exports the whole log as it was hashed, oldest first. The last message reaches the head that it
   * reports.
   */
  ExportAuditLog: grpc.handleServerStreamingCall<_stellwerk_control_v1_ExportAuditLogRequest__Output, _stellwerk_control_v1_ExportAuditLogResponse>;
  
  /**
   * Lists rows of the log, newest first, in pages.
   */
  ListAuditEntries: grpc.handleUnaryCall<_stellwerk_control_v1_ListAuditEntriesRequest__Output, _stellwerk_control_v1_ListAuditEntriesResponse>;
  
  /**
   * Verifies the log from its beginning and stops at the first row that was changed, removed or
   * inserted. Reports progress, and the verdict in the last message.
   */
  VerifyAuditLog: grpc.handleServerStreamingCall<_stellwerk_control_v1_VerifyAuditLogRequest__Output, _stellwerk_control_v1_VerifyAuditLogResponse>;
  
}

export interface AuditServiceDefinition extends grpc.ServiceDefinition {
  ExportAuditLog: MethodDefinition<_stellwerk_control_v1_ExportAuditLogRequest, _stellwerk_control_v1_ExportAuditLogResponse, _stellwerk_control_v1_ExportAuditLogRequest__Output, _stellwerk_control_v1_ExportAuditLogResponse__Output>
  ListAuditEntries: MethodDefinition<_stellwerk_control_v1_ListAuditEntriesRequest, _stellwerk_control_v1_ListAuditEntriesResponse, _stellwerk_control_v1_ListAuditEntriesRequest__Output, _stellwerk_control_v1_ListAuditEntriesResponse__Output>
  VerifyAuditLog: MethodDefinition<_stellwerk_control_v1_VerifyAuditLogRequest, _stellwerk_control_v1_VerifyAuditLogResponse, _stellwerk_control_v1_VerifyAuditLogRequest__Output, _stellwerk_control_v1_VerifyAuditLogResponse__Output>
}
