// Original file: proto/stellwerk/control/v1/configuration.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { ApplyConfigurationRequest as _stellwerk_control_v1_ApplyConfigurationRequest, ApplyConfigurationRequest__Output as _stellwerk_control_v1_ApplyConfigurationRequest__Output } from '../../../stellwerk/control/v1/ApplyConfigurationRequest.ts';
import type { ApplyConfigurationResponse as _stellwerk_control_v1_ApplyConfigurationResponse, ApplyConfigurationResponse__Output as _stellwerk_control_v1_ApplyConfigurationResponse__Output } from '../../../stellwerk/control/v1/ApplyConfigurationResponse.ts';
import type { DiffConfigurationRequest as _stellwerk_control_v1_DiffConfigurationRequest, DiffConfigurationRequest__Output as _stellwerk_control_v1_DiffConfigurationRequest__Output } from '../../../stellwerk/control/v1/DiffConfigurationRequest.ts';
import type { DiffConfigurationResponse as _stellwerk_control_v1_DiffConfigurationResponse, DiffConfigurationResponse__Output as _stellwerk_control_v1_DiffConfigurationResponse__Output } from '../../../stellwerk/control/v1/DiffConfigurationResponse.ts';
import type { GetConfigurationRequest as _stellwerk_control_v1_GetConfigurationRequest, GetConfigurationRequest__Output as _stellwerk_control_v1_GetConfigurationRequest__Output } from '../../../stellwerk/control/v1/GetConfigurationRequest.ts';
import type { GetConfigurationResponse as _stellwerk_control_v1_GetConfigurationResponse, GetConfigurationResponse__Output as _stellwerk_control_v1_GetConfigurationResponse__Output } from '../../../stellwerk/control/v1/GetConfigurationResponse.ts';
import type { ListConfigurationVersionsRequest as _stellwerk_control_v1_ListConfigurationVersionsRequest, ListConfigurationVersionsRequest__Output as _stellwerk_control_v1_ListConfigurationVersionsRequest__Output } from '../../../stellwerk/control/v1/ListConfigurationVersionsRequest.ts';
import type { ListConfigurationVersionsResponse as _stellwerk_control_v1_ListConfigurationVersionsResponse, ListConfigurationVersionsResponse__Output as _stellwerk_control_v1_ListConfigurationVersionsResponse__Output } from '../../../stellwerk/control/v1/ListConfigurationVersionsResponse.ts';
import type { RollbackConfigurationRequest as _stellwerk_control_v1_RollbackConfigurationRequest, RollbackConfigurationRequest__Output as _stellwerk_control_v1_RollbackConfigurationRequest__Output } from '../../../stellwerk/control/v1/RollbackConfigurationRequest.ts';
import type { RollbackConfigurationResponse as _stellwerk_control_v1_RollbackConfigurationResponse, RollbackConfigurationResponse__Output as _stellwerk_control_v1_RollbackConfigurationResponse__Output } from '../../../stellwerk/control/v1/RollbackConfigurationResponse.ts';
import type { WatchConfigurationRequest as _stellwerk_control_v1_WatchConfigurationRequest, WatchConfigurationRequest__Output as _stellwerk_control_v1_WatchConfigurationRequest__Output } from '../../../stellwerk/control/v1/WatchConfigurationRequest.ts';
import type { WatchConfigurationResponse as _stellwerk_control_v1_WatchConfigurationResponse, WatchConfigurationResponse__Output as _stellwerk_control_v1_WatchConfigurationResponse__Output } from '../../../stellwerk/control/v1/WatchConfigurationResponse.ts';

/**
 * Reads, compares, changes and rolls back the configuration of the running hub. A new configuration
 * may bring modules whose code the hub then runs, so changing it requires the admin role.
 */
export interface ConfigurationServiceClient extends grpc.Client {
  /**
   * Puts a configuration in force, completely or not at all. Only connectors, streams and lanes
   * that differ restart. Responds once the configuration is in force. Applying the configuration in
   * force changes nothing and succeeds. INVALID_ARGUMENT lists every mistake. FAILED_PRECONDITION
   * if another version is in force than expected, or if data would be lost. Requests run one at a
   * time. One that has begun finishes even if its caller disconnects.
   */
  ApplyConfiguration(argument: _stellwerk_control_v1_ApplyConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ApplyConfigurationResponse__Output>): grpc.ClientUnaryCall;
  ApplyConfiguration(argument: _stellwerk_control_v1_ApplyConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ApplyConfigurationResponse__Output>): grpc.ClientUnaryCall;
  ApplyConfiguration(argument: _stellwerk_control_v1_ApplyConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ApplyConfigurationResponse__Output>): grpc.ClientUnaryCall;
  ApplyConfiguration(argument: _stellwerk_control_v1_ApplyConfigurationRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ApplyConfigurationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Puts a configuration in force, completely or not at all. Only connectors, streams and lanes
   * that differ restart. Responds once the configuration is in force. Applying the configuration in
   * force changes nothing and succeeds. INVALID_ARGUMENT lists every mistake. FAILED_PRECONDITION
   * if another version is in force than expected, or if data would be lost. Requests run one at a
   * time. One that has begun finishes even if its caller disconnects.
   */
  applyConfiguration(argument: _stellwerk_control_v1_ApplyConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ApplyConfigurationResponse__Output>): grpc.ClientUnaryCall;
  applyConfiguration(argument: _stellwerk_control_v1_ApplyConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ApplyConfigurationResponse__Output>): grpc.ClientUnaryCall;
  applyConfiguration(argument: _stellwerk_control_v1_ApplyConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ApplyConfigurationResponse__Output>): grpc.ClientUnaryCall;
  applyConfiguration(argument: _stellwerk_control_v1_ApplyConfigurationRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ApplyConfigurationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Compares a configuration with the one in force: what would change, and what data would be lost.
   * Changes nothing. INVALID_ARGUMENT lists every mistake.
   */
  DiffConfiguration(argument: _stellwerk_control_v1_DiffConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_DiffConfigurationResponse__Output>): grpc.ClientUnaryCall;
  DiffConfiguration(argument: _stellwerk_control_v1_DiffConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_DiffConfigurationResponse__Output>): grpc.ClientUnaryCall;
  DiffConfiguration(argument: _stellwerk_control_v1_DiffConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_DiffConfigurationResponse__Output>): grpc.ClientUnaryCall;
  DiffConfiguration(argument: _stellwerk_control_v1_DiffConfigurationRequest, callback: grpc.requestCallback<_stellwerk_control_v1_DiffConfigurationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Compares a configuration with the one in force: what would change, and what data would be lost.
   * Changes nothing. INVALID_ARGUMENT lists every mistake.
   */
  diffConfiguration(argument: _stellwerk_control_v1_DiffConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_DiffConfigurationResponse__Output>): grpc.ClientUnaryCall;
  diffConfiguration(argument: _stellwerk_control_v1_DiffConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_DiffConfigurationResponse__Output>): grpc.ClientUnaryCall;
  diffConfiguration(argument: _stellwerk_control_v1_DiffConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_DiffConfigurationResponse__Output>): grpc.ClientUnaryCall;
  diffConfiguration(argument: _stellwerk_control_v1_DiffConfigurationRequest, callback: grpc.requestCallback<_stellwerk_control_v1_DiffConfigurationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Returns a version with its files. NOT_FOUND if there is no such version.
   */
  GetConfiguration(argument: _stellwerk_control_v1_GetConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetConfigurationResponse__Output>): grpc.ClientUnaryCall;
  GetConfiguration(argument: _stellwerk_control_v1_GetConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetConfigurationResponse__Output>): grpc.ClientUnaryCall;
  GetConfiguration(argument: _stellwerk_control_v1_GetConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetConfigurationResponse__Output>): grpc.ClientUnaryCall;
  GetConfiguration(argument: _stellwerk_control_v1_GetConfigurationRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetConfigurationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns a version with its files. NOT_FOUND if there is no such version.
   */
  getConfiguration(argument: _stellwerk_control_v1_GetConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetConfigurationResponse__Output>): grpc.ClientUnaryCall;
  getConfiguration(argument: _stellwerk_control_v1_GetConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_GetConfigurationResponse__Output>): grpc.ClientUnaryCall;
  getConfiguration(argument: _stellwerk_control_v1_GetConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_GetConfigurationResponse__Output>): grpc.ClientUnaryCall;
  getConfiguration(argument: _stellwerk_control_v1_GetConfigurationRequest, callback: grpc.requestCallback<_stellwerk_control_v1_GetConfigurationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists the versions that took effect, newest first, in pages.
   */
  ListConfigurationVersions(argument: _stellwerk_control_v1_ListConfigurationVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConfigurationVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListConfigurationVersions(argument: _stellwerk_control_v1_ListConfigurationVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListConfigurationVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListConfigurationVersions(argument: _stellwerk_control_v1_ListConfigurationVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConfigurationVersionsResponse__Output>): grpc.ClientUnaryCall;
  ListConfigurationVersions(argument: _stellwerk_control_v1_ListConfigurationVersionsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListConfigurationVersionsResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists the versions that took effect, newest first, in pages.
   */
  listConfigurationVersions(argument: _stellwerk_control_v1_ListConfigurationVersionsRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConfigurationVersionsResponse__Output>): grpc.ClientUnaryCall;
  listConfigurationVersions(argument: _stellwerk_control_v1_ListConfigurationVersionsRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListConfigurationVersionsResponse__Output>): grpc.ClientUnaryCall;
  listConfigurationVersions(argument: _stellwerk_control_v1_ListConfigurationVersionsRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListConfigurationVersionsResponse__Output>): grpc.ClientUnaryCall;
  listConfigurationVersions(argument: _stellwerk_control_v1_ListConfigurationVersionsRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListConfigurationVersionsResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Puts an earlier version in force again, from the files that the hub kept. Otherwise like
   * ApplyConfiguration. NOT_FOUND if there is no such version.
   */
  RollbackConfiguration(argument: _stellwerk_control_v1_RollbackConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RollbackConfigurationResponse__Output>): grpc.ClientUnaryCall;
  RollbackConfiguration(argument: _stellwerk_control_v1_RollbackConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RollbackConfigurationResponse__Output>): grpc.ClientUnaryCall;
  RollbackConfiguration(argument: _stellwerk_control_v1_RollbackConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RollbackConfigurationResponse__Output>): grpc.ClientUnaryCall;
  RollbackConfiguration(argument: _stellwerk_control_v1_RollbackConfigurationRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RollbackConfigurationResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Puts an earlier version in force again, from the files that the hub kept. Otherwise like
   * ApplyConfiguration. NOT_FOUND if there is no such version.
   */
  rollbackConfiguration(argument: _stellwerk_control_v1_RollbackConfigurationRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RollbackConfigurationResponse__Output>): grpc.ClientUnaryCall;
  rollbackConfiguration(argument: _stellwerk_control_v1_RollbackConfigurationRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RollbackConfigurationResponse__Output>): grpc.ClientUnaryCall;
  rollbackConfiguration(argument: _stellwerk_control_v1_RollbackConfigurationRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RollbackConfigurationResponse__Output>): grpc.ClientUnaryCall;
  rollbackConfiguration(argument: _stellwerk_control_v1_RollbackConfigurationRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RollbackConfigurationResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Streams the version in force, then each change of it and each step of a request in progress, at
   * most five times a second. Ends with UNAVAILABLE when the hub shuts down.
   */
  WatchConfiguration(argument: _stellwerk_control_v1_WatchConfigurationRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchConfigurationResponse__Output>;
  WatchConfiguration(argument: _stellwerk_control_v1_WatchConfigurationRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchConfigurationResponse__Output>;
  /**
   * Streams the version in force, then each change of it and each step of a request in progress, at
   * most five times a second. Ends with UNAVAILABLE when the hub shuts down.
   */
  watchConfiguration(argument: _stellwerk_control_v1_WatchConfigurationRequest, metadata: grpc.Metadata, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchConfigurationResponse__Output>;
  watchConfiguration(argument: _stellwerk_control_v1_WatchConfigurationRequest, options?: grpc.CallOptions): grpc.ClientReadableStream<_stellwerk_control_v1_WatchConfigurationResponse__Output>;
  
}

/**
 * Reads, compares, changes and rolls back the configuration of the running hub. A new configuration
 * may bring modules whose code the hub then runs, so changing it requires the admin role.
 */
export interface ConfigurationServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Puts a configuration in force, completely or not at all. Only connectors, streams and lanes
   * that differ restart. Responds once the configuration is in force. Applying the configuration in
   * force changes nothing and succeeds. INVALID_ARGUMENT lists every mistake. FAILED_PRECONDITION
   * if another version is in force than expected, or if data would be lost. Requests run one at a
   * time. One that has begun finishes even if its caller disconnects.
   */
  ApplyConfiguration: grpc.handleUnaryCall<_stellwerk_control_v1_ApplyConfigurationRequest__Output, _stellwerk_control_v1_ApplyConfigurationResponse>;
  
  /**
   * Compares a configuration with the one in force: what would change, and what data would be lost.
   * Changes nothing. INVALID_ARGUMENT lists every mistake.
   */
  DiffConfiguration: grpc.handleUnaryCall<_stellwerk_control_v1_DiffConfigurationRequest__Output, _stellwerk_control_v1_DiffConfigurationResponse>;
  
  /**
   * Returns a version with its files. NOT_FOUND if there is no such version.
   */
  GetConfiguration: grpc.handleUnaryCall<_stellwerk_control_v1_GetConfigurationRequest__Output, _stellwerk_control_v1_GetConfigurationResponse>;
  
  /**
   * Lists the versions that took effect, newest first, in pages.
   */
  ListConfigurationVersions: grpc.handleUnaryCall<_stellwerk_control_v1_ListConfigurationVersionsRequest__Output, _stellwerk_control_v1_ListConfigurationVersionsResponse>;
  
  /**
   * Puts an earlier version in force again, from the files that the hub kept. Otherwise like
   * ApplyConfiguration. NOT_FOUND if there is no such version.
   */
  RollbackConfiguration: grpc.handleUnaryCall<_stellwerk_control_v1_RollbackConfigurationRequest__Output, _stellwerk_control_v1_RollbackConfigurationResponse>;
  
  /**
   * Streams the version in force, then each change of it and each step of a request in progress, at
   * most five times a second. Ends with UNAVAILABLE when the hub shuts down.
   */
  WatchConfiguration: grpc.handleServerStreamingCall<_stellwerk_control_v1_WatchConfigurationRequest__Output, _stellwerk_control_v1_WatchConfigurationResponse>;
  
}

export interface ConfigurationServiceDefinition extends grpc.ServiceDefinition {
  ApplyConfiguration: MethodDefinition<_stellwerk_control_v1_ApplyConfigurationRequest, _stellwerk_control_v1_ApplyConfigurationResponse, _stellwerk_control_v1_ApplyConfigurationRequest__Output, _stellwerk_control_v1_ApplyConfigurationResponse__Output>
  DiffConfiguration: MethodDefinition<_stellwerk_control_v1_DiffConfigurationRequest, _stellwerk_control_v1_DiffConfigurationResponse, _stellwerk_control_v1_DiffConfigurationRequest__Output, _stellwerk_control_v1_DiffConfigurationResponse__Output>
  GetConfiguration: MethodDefinition<_stellwerk_control_v1_GetConfigurationRequest, _stellwerk_control_v1_GetConfigurationResponse, _stellwerk_control_v1_GetConfigurationRequest__Output, _stellwerk_control_v1_GetConfigurationResponse__Output>
  ListConfigurationVersions: MethodDefinition<_stellwerk_control_v1_ListConfigurationVersionsRequest, _stellwerk_control_v1_ListConfigurationVersionsResponse, _stellwerk_control_v1_ListConfigurationVersionsRequest__Output, _stellwerk_control_v1_ListConfigurationVersionsResponse__Output>
  RollbackConfiguration: MethodDefinition<_stellwerk_control_v1_RollbackConfigurationRequest, _stellwerk_control_v1_RollbackConfigurationResponse, _stellwerk_control_v1_RollbackConfigurationRequest__Output, _stellwerk_control_v1_RollbackConfigurationResponse__Output>
  WatchConfiguration: MethodDefinition<_stellwerk_control_v1_WatchConfigurationRequest, _stellwerk_control_v1_WatchConfigurationResponse, _stellwerk_control_v1_WatchConfigurationRequest__Output, _stellwerk_control_v1_WatchConfigurationResponse__Output>
}
