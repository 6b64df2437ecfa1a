// Original file: proto/stellwerk/control/v1/imports.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CancelImportRequest as _stellwerk_control_v1_CancelImportRequest, CancelImportRequest__Output as _stellwerk_control_v1_CancelImportRequest__Output } from '../../../stellwerk/control/v1/CancelImportRequest.ts';
import type { CancelImportResponse as _stellwerk_control_v1_CancelImportResponse, CancelImportResponse__Output as _stellwerk_control_v1_CancelImportResponse__Output } from '../../../stellwerk/control/v1/CancelImportResponse.ts';
import type { GetImportRequest as _stellwerk_control_v1_GetImportRequest, GetImportRequest__Output as _stellwerk_control_v1_GetImportRequest__Output } from '../../../stellwerk/control/v1/GetImportRequest.ts';
import type { GetImportResponse as _stellwerk_control_v1_GetImportResponse, GetImportResponse__Output as _stellwerk_control_v1_GetImportResponse__Output } from '../../../stellwerk/control/v1/GetImportResponse.ts';
import type { ListImportsRequest as _stellwerk_control_v1_ListImportsRequest, ListImportsRequest__Output as _stellwerk_control_v1_ListImportsRequest__Output } from '../../../stellwerk/control/v1/ListImportsRequest.ts';
import type { ListImportsResponse as _stellwerk_control_v1_ListImportsResponse, ListImportsResponse__Output as _stellwerk_control_v1_ListImportsResponse__Output } from '../../../stellwerk/control/v1/ListImportsResponse.ts';
import type { PauseImportRequest as _stellwerk_control_v1_PauseImportRequest, PauseImportRequest__Output as _stellwerk_control_v1_PauseImportRequest__Output } from '../../../stellwerk/control/v1/PauseImportRequest.ts';
import type { PauseImportResponse as _stellwerk_control_v1_PauseImportResponse, PauseImportResponse__Output as _stellwerk_control_v1_PauseImportResponse__Output } from '../../../stellwerk/control/v1/PauseImportResponse.ts';
import type { ResumeImportRequest as _stellwerk_control_v1_ResumeImportRequest, ResumeImportRequest__Output as _stellwerk_control_v1_ResumeImportRequest__Output } from '../../../stellwerk/control/v1/ResumeImportRequest.ts';
import type { ResumeImportResponse as _stellwerk_control_v1_ResumeImportResponse, ResumeImportResponse__Output as _stellwerk_control_v1_ResumeImportResponse__Output } from '../../../stellwerk/control/v1/ResumeImportResponse.ts';
import type { StartImportRequest as _stellwerk_control_v1_StartImportRequest, StartImportRequest__Output as _stellwerk_control_v1_StartImportRequest__Output } from '../../../stellwerk/control/v1/StartImportRequest.ts';
import type { StartImportResponse as _stellwerk_control_v1_StartImportResponse, StartImportResponse__Output as _stellwerk_control_v1_StartImportResponse__Output } from '../../../stellwerk/control/v1/StartImportResponse.ts';
import type { UploadImportRequest as _stellwerk_control_v1_UploadImportRequest, UploadImportRequest__Output as _stellwerk_control_v1_UploadImportRequest__Output } from '../../../stellwerk/control/v1/UploadImportRequest.ts';
import type { UploadImportResponse as _stellwerk_control_v1_UploadImportResponse, UploadImportResponse__Output as _stellwerk_control_v1_UploadImportResponse__Output } from '../../../stellwerk/control/v1/UploadImportResponse.ts';
import type { WatchImportsRequest as _stellwerk_control_v1_WatchImportsRequest, WatchImportsRequest__Output as _stellwerk_control_v1_WatchImportsRequest__Output } from '../../../stellwerk/control/v1/WatchImportsRequest.ts';
import type { WatchImportsResponse as _stellwerk_control_v1_WatchImportsResponse, WatchImportsResponse__Output as _stellwerk_control_v1_WatchImportsResponse__Output } from '../../../stellwerk/control/v1/WatchImportsResponse.ts';

/**
 * Runs bulk imports: files whose rows go into a stream as if its source had sent them.
 */
export interface ImportServiceClient extends grpc.Client {
  /**
   * Ends an import permanently; the records already stored remain. FAILED_PRECONDITION if the
   * import is over.
   */
  CancelImport(argument: _stellwerk_control_v1_CancelImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CancelImportResponse__Output>): grpc.ClientUnaryCall;
  CancelImport(argument: _stellwerk_control_v1_CancelImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_CancelImportResponse__Output>): grpc.ClientUnaryCall;
  CancelImport(argument: _stellwerk_control_v1_CancelImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CancelImportResponse__Output>): grpc.ClientUnaryCall;
  CancelImport(argument: _stellwerk_control_v1_CancelImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_CancelImportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Ends an import permanently; the records already stored remain. FAILED_PRECONDITION if the
   * import is over.
   */
  cancelImport(argument: _stellwerk_control_v1_CancelImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CancelImportResponse__Output>): grpc.ClientUnaryCall;
  cancelImport(argument: _stellwerk_control_v1_CancelImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_CancelImportResponse__Output>): grpc.ClientUnaryCall;
  cancelImport(argument: _stellwerk_control_v1_CancelImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CancelImportResponse__Output>): grpc.ClientUnaryCall;
  cancelImport(argument: _stellwerk_control_v1_CancelImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_CancelImportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Returns an import. NOT_FOUND if there is none with that id.
   */
  GetImport(argument: _stellwerk_control_v1_GetImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  GetImport(argument: _stellwerk_control_v1_GetImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  GetImport(argument: _stellwerk_control_v1_GetImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  GetImport(argument: _stellwerk_control_v1_GetImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns an import. NOT_FOUND if there is none with that id.
   */
  getImport(argument: _stellwerk_control_v1_GetImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  getImport(argument: _stellwerk_control_v1_GetImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  getImport(argument: _stellwerk_control_v1_GetImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  getImport(argument: _stellwerk_control_v1_GetImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetImportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the imports that are not over and the newest 100 that are, newest first.
   */
  ListImports(argument: _stellwerk_control_v1_ListImportsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListImportsResponse__Output>): grpc.ClientUnaryCall;
  ListImports(argument: _stellwerk_control_v1_ListImportsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListImportsResponse__Output>): grpc.ClientUnaryCall;
  ListImports(argument: _stellwerk_control_v1_ListImportsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListImportsResponse__Output>): grpc.ClientUnaryCall;
  ListImports(argument: _stellwerk_control_v1_ListImportsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListImportsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the imports that are not over and the newest 100 that are, newest first.
   */
  listImports(argument: _stellwerk_control_v1_ListImportsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListImportsResponse__Output>): grpc.ClientUnaryCall;
  listImports(argument: _stellwerk_control_v1_ListImportsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListImportsResponse__Output>): grpc.ClientUnaryCall;
  listImports(argument: _stellwerk_control_v1_ListImportsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListImportsResponse__Output>): grpc.ClientUnaryCall;
  listImports(argument: _stellwerk_control_v1_ListImportsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListImportsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Pauses an import at its current position. Responds once no work is in flight and the pause
   * would survive a crash. FAILED_PRECONDITION if the import is over.
   */
  PauseImport(argument: _stellwerk_control_v1_PauseImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseImportResponse__Output>): grpc.ClientUnaryCall;
  PauseImport(argument: _stellwerk_control_v1_PauseImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseImportResponse__Output>): grpc.ClientUnaryCall;
  PauseImport(argument: _stellwerk_control_v1_PauseImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseImportResponse__Output>): grpc.ClientUnaryCall;
  PauseImport(argument: _stellwerk_control_v1_PauseImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseImportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Pauses an import at its current position. Responds once no work is in flight and the pause
   * would survive a crash. FAILED_PRECONDITION if the import is over.
   */
  pauseImport(argument: _stellwerk_control_v1_PauseImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseImportResponse__Output>): grpc.ClientUnaryCall;
  pauseImport(argument: _stellwerk_control_v1_PauseImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_PauseImportResponse__Output>): grpc.ClientUnaryCall;
  pauseImport(argument: _stellwerk_control_v1_PauseImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_PauseImportResponse__Output>): grpc.ClientUnaryCall;
  pauseImport(argument: _stellwerk_control_v1_PauseImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_PauseImportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Continues an import where it stopped, after a pause or a failure. FAILED_PRECONDITION if the
   * import is over.
   */
  ResumeImport(argument: _stellwerk_control_v1_ResumeImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeImportResponse__Output>): grpc.ClientUnaryCall;
  ResumeImport(argument: _stellwerk_control_v1_ResumeImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeImportResponse__Output>): grpc.ClientUnaryCall;
  ResumeImport(argument: _stellwerk_control_v1_ResumeImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeImportResponse__Output>): grpc.ClientUnaryCall;
  ResumeImport(argument: _stellwerk_control_v1_ResumeImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeImportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Continues an import where it stopped, after a pause or a failure. FAILED_PRECONDITION if the
   * import is over.
   */
  resumeImport(argument: _stellwerk_control_v1_ResumeImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeImportResponse__Output>): grpc.ClientUnaryCall;
  resumeImport(argument: _stellwerk_control_v1_ResumeImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeImportResponse__Output>): grpc.ClientUnaryCall;
  resumeImport(argument: _stellwerk_control_v1_ResumeImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeImportResponse__Output>): grpc.ClientUnaryCall;
  resumeImport(argument: _stellwerk_control_v1_ResumeImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ResumeImportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Records an import of a file that the hub can read, or of a URL, and begins it. Imports into one
   * stream run one after the other. NOT_FOUND if there is no such stream, INVALID_ARGUMENT if the
   * file cannot be read.
   */
  StartImport(argument: _stellwerk_control_v1_StartImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_StartImportResponse__Output>): grpc.ClientUnaryCall;
  StartImport(argument: _stellwerk_control_v1_StartImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_StartImportResponse__Output>): grpc.ClientUnaryCall;
  StartImport(argument: _stellwerk_control_v1_StartImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_StartImportResponse__Output>): grpc.ClientUnaryCall;
  StartImport(argument: _stellwerk_control_v1_StartImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_StartImportResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Records an import of a file that the hub can read, or of a URL, and begins it. Imports into one
   * stream run one after the other. NOT_FOUND if there is no such stream, INVALID_ARGUMENT if the
   * file cannot be read.
   */
  startImport(argument: _stellwerk_control_v1_StartImportRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_StartImportResponse__Output>): grpc.ClientUnaryCall;
  startImport(argument: _stellwerk_control_v1_StartImportRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_StartImportResponse__Output>): grpc.ClientUnaryCall;
  startImport(argument: _stellwerk_control_v1_StartImportRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_StartImportResponse__Output>): grpc.ClientUnaryCall;
  startImport(argument: _stellwerk_control_v1_StartImportRequest, callback: grpc.requestCallback<_stellwerk_control_v1_StartImportResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Imports bytes that the caller sends: first the order, then the bytes. The import begins once
   * all bytes have arrived. Otherwise like StartImport.
   */
  UploadImport(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_UploadImportResponse__Output>): grpc.ClientWritableStream<_stellwerk_control_v1_UploadImportRequest>;
  UploadImport(metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_UploadImportResponse__Output>): grpc.ClientWritableStream<_stellwerk_control_v1_UploadImportRequest>;
  UploadImport(options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_UploadImportResponse__Output>): grpc.ClientWritableStream<_stellwerk_control_v1_UploadImportRequest>;
  UploadImport(callback: grpc.requestCallback<_stellwerk_control_v1_UploadImportResponse__Output>): grpc.ClientWritableStream<_stellwerk_control_v1_UploadImportRequest>;
  /**
   * Imports bytes that the caller sends: first the order, then the bytes. The import begins once
   * all bytes have arrived. Otherwise like StartImport.
   */
  uploadImport(metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_UploadImportResponse__Output>): grpc.ClientWritableStream<_stellwerk_control_v1_UploadImportRequest>;
  uploadImport(metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_UploadImportResponse__Output>): grpc.ClientWritableStream<_stellwerk_control_v1_UploadImportRequest>;
  uploadImport(options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_UploadImportResponse__Output>): grpc.ClientWritableStream<_stellwerk_control_v1_UploadImportRequest>;
  uploadImport(callback: grpc.requestCallback<_stellwerk_control_v1_UploadImportResponse__Output>): grpc.ClientWritableStream<_stellwerk_control_v1_UploadImportRequest>;
  
  /**
   * Streams the status of all imports, or of the requested one, then of those that changed, at most
   * five times a second. Ends with UNAVAILABLE when the hub shuts down.
   */
  WatchImports(argument: _stellwerk_control_v1_WatchImportsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchImportsResponse__Output>;
  WatchImports(argument: _stellwerk_control_v1_WatchImportsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchImportsResponse__Output>;
  /**
   * Streams the status of all imports, or of the requested one, then of those that changed, at most
   * five times a second. Ends with UNAVAILABLE when the hub shuts down.
   */
  watchImports(argument: _stellwerk_control_v1_WatchImportsRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchImportsResponse__Output>;
  watchImports(argument: _stellwerk_control_v1_WatchImportsRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchImportsResponse__Output>;
  
}

/**
 * Runs bulk imports: files whose rows go into a stream as if its source had sent them.
 */
export interface ImportServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Ends an import permanently; the records already stored remain. FAILED_PRECONDITION if the
   * import is over.
   */
  CancelImport: grpc.handleUnaryCall<_stellwerk_control_v1_CancelImportRequest__Output, _stellwerk_control_v1_CancelImportResponse>;
  
  /**
   * Returns an import. NOT_FOUND if there is none with that id.
   */
  GetImport: grpc.handleUnaryCall<_stellwerk_control_v1_GetImportRequest__Output, _stellwerk_control_v1_GetImportResponse>;
  
  /**
   * Lists the imports that are not over and the newest 100 that are, newest first.
   */
  ListImports: grpc.handleUnaryCall<_stellwerk_control_v1_ListImportsRequest__Output, _stellwerk_control_v1_ListImportsResponse>;
  
  /**
   * Pauses an import at its current position. Responds once no work is in flight and the pause
   * would survive a crash. FAILED_PRECONDITION if the import is over.
   */
  PauseImport: grpc.handleUnaryCall<_stellwerk_control_v1_PauseImportRequest__Output, _stellwerk_control_v1_PauseImportResponse>;
  
  /**
   * Continues an import where it stopped, after a pause or a failure. FAILED_PRECONDITION if the
   * import is over.
   */
  ResumeImport: grpc.handleUnaryCall<_stellwerk_control_v1_ResumeImportRequest__Output, _stellwerk_control_v1_ResumeImportResponse>;
  
  /**
   * Records an import of a file that the hub can read, or of a URL, and begins it. Imports into one
   * stream run one after the other. NOT_FOUND if there is no such stream, INVALID_ARGUMENT if the
   * file cannot be read.
   */
  StartImport: grpc.handleUnaryCall<_stellwerk_control_v1_StartImportRequest__Output, _stellwerk_control_v1_StartImportResponse>;
  
  /**
   * Imports bytes that the caller sends: first the order, then the bytes. The import begins once
   * all bytes have arrived. Otherwise like StartImport.
   */
  UploadImport: grpc.handleClientStreamingCall<_stellwerk_control_v1_UploadImportRequest__Output, _stellwerk_control_v1_UploadImportResponse>;
  
  /**
   * Streams the status of all imports, or of the requested one, then of those that changed, at most
   * five times a second. Ends with UNAVAILABLE when the hub shuts down.
   */
  WatchImports: grpc.handleServerStreamingCall<_stellwerk_control_v1_WatchImportsRequest__Output, _stellwerk_control_v1_WatchImportsResponse>;
  
}

export interface ImportServiceDefinition extends grpc.ServiceDefinition {
  CancelImport: MethodDefinition<_stellwerk_control_v1_CancelImportRequest, _stellwerk_control_v1_CancelImportResponse, _stellwerk_control_v1_CancelImportRequest__Output, _stellwerk_control_v1_CancelImportResponse__Output>
  GetImport: MethodDefinition<_stellwerk_control_v1_GetImportRequest, _stellwerk_control_v1_GetImportResponse, _stellwerk_control_v1_GetImportRequest__Output, _stellwerk_control_v1_GetImportResponse__Output>
  ListImports: MethodDefinition<_stellwerk_control_v1_ListImportsRequest, _stellwerk_control_v1_ListImportsResponse, _stellwerk_control_v1_ListImportsRequest__Output, _stellwerk_control_v1_ListImportsResponse__Output>
  PauseImport: MethodDefinition<_stellwerk_control_v1_PauseImportRequest, _stellwerk_control_v1_PauseImportResponse, _stellwerk_control_v1_PauseImportRequest__Output, _stellwerk_control_v1_PauseImportResponse__Output>
  ResumeImport: MethodDefinition<_stellwerk_control_v1_ResumeImportRequest, _stellwerk_control_v1_ResumeImportResponse, _stellwerk_control_v1_ResumeImportRequest__Output, _stellwerk_control_v1_ResumeImportResponse__Output>
  StartImport: MethodDefinition<_stellwerk_control_v1_StartImportRequest, _stellwerk_control_v1_StartImportResponse, _stellwerk_control_v1_StartImportRequest__Output, _stellwerk_control_v1_StartImportResponse__Output>
  UploadImport: MethodDefinition<_stellwerk_control_v1_UploadImportRequest, _stellwerk_control_v1_UploadImportResponse, _stellwerk_control_v1_UploadImportRequest__Output, _stellwerk_control_v1_UploadImportResponse__Output>
  WatchImports: MethodDefinition<_stellwerk_control_v1_WatchImportsRequest, _stellwerk_control_v1_WatchImportsResponse, _stellwerk_control_v1_WatchImportsRequest__Output, _stellwerk_control_v1_WatchImportsResponse__Output>
}
