// Original file: proto/stellwerk/control/v1/access.proto

import type * as grpc from '@grpc/grpc-js'
import type { MethodDefinition } from '@grpc/proto-loader'
import type { CreateApiKeyRequest as _stellwerk_control_v1_CreateApiKeyRequest, CreateApiKeyRequest__Output as _stellwerk_control_v1_CreateApiKeyRequest__Output } from '../../../stellwerk/control/v1/CreateApiKeyRequest.ts';
import type { CreateApiKeyResponse as _stellwerk_control_v1_CreateApiKeyResponse, CreateApiKeyResponse__Output as _stellwerk_control_v1_CreateApiKeyResponse__Output } from '../../../stellwerk/control/v1/CreateApiKeyResponse.ts';
import type { ListApiKeysRequest as _stellwerk_control_v1_ListApiKeysRequest, ListApiKeysRequest__Output as _stellwerk_control_v1_ListApiKeysRequest__Output } from '../../../stellwerk/control/v1/ListApiKeysRequest.ts';
import type { ListApiKeysResponse as _stellwerk_control_v1_ListApiKeysResponse, ListApiKeysResponse__Output as _stellwerk_control_v1_ListApiKeysResponse__Output } from '../../../stellwerk/control/v1/ListApiKeysResponse.ts';
import type { RevokeApiKeyRequest as _stellwerk_control_v1_RevokeApiKeyRequest, RevokeApiKeyRequest__Output as _stellwerk_control_v1_RevokeApiKeyRequest__Output } from '../../../stellwerk/control/v1/RevokeApiKeyRequest.ts';
import type { RevokeApiKeyResponse as _stellwerk_control_v1_RevokeApiKeyResponse, RevokeApiKeyResponse__Output as _stellwerk_control_v1_RevokeApiKeyResponse__Output } from '../../../stellwerk/control/v1/RevokeApiKeyResponse.ts';
import type { RotateApiKeyRequest as _stellwerk_control_v1_RotateApiKeyRequest, RotateApiKeyRequest__Output as _stellwerk_control_v1_RotateApiKeyRequest__Output } from '../../../stellwerk/control/v1/RotateApiKeyRequest.ts';
import type { RotateApiKeyResponse as _stellwerk_control_v1_RotateApiKeyResponse, RotateApiKeyResponse__Output as _stellwerk_control_v1_RotateApiKeyResponse__Output } from '../../../stellwerk/control/v1/RotateApiKeyResponse.ts';
import type { WhoAmIRequest as _stellwerk_control_v1_WhoAmIRequest, WhoAmIRequest__Output as _stellwerk_control_v1_WhoAmIRequest__Output } from '../../../stellwerk/control/v1/WhoAmIRequest.ts';
import type { WhoAmIResponse as _stellwerk_control_v1_WhoAmIResponse, WhoAmIResponse__Output as _stellwerk_control_v1_WhoAmIResponse__Output } from '../../../stellwerk/control/v1/WhoAmIResponse.ts';

/**
 * Manages API keys and tells callers how the hub identified them.
 */
export interface AccessServiceClient extends grpc.Client {
  /**
   * Creates a key. Its secret appears only in this response. Requires the admin role.
   */
  CreateApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Creates a key. Its secret appears only in this response. Requires the admin role.
   */
  createApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Lists all API keys ever created, oldest first. Never returns the secrets. Requires the admin
   * role.
   */
  ListApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Lists all API keys ever created, oldest first. Never returns the secrets. Requires the admin
   * role.
   */
  listApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Revokes a key with immediate effect. Watches that it opened end within 30 seconds. Revoking a
   * revoked key succeeds. Requires the admin role.
   */
  RevokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Revokes a key with immediate effect. Watches that it opened end within 30 seconds. Revoking a
   * revoked key succeeds. Requires the admin role.
   */
  revokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Creates a key with the name, role and streams of an existing key, and ends the existing key at
   * once or after a grace period. FAILED_PRECONDITION if the existing key is revoked or expired.
   * Requires the admin role.
   */
  RotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Creates a key with the name, role and streams of an existing key, and ends the existing key at
   * once or after a grace period. FAILED_PRECONDITION if the existing key is revoked or expired.
   * Requires the admin role.
   */
  rotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Returns the identity that the hub established for the caller.
   */
  WhoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Returns the identity that the hub established for the caller.
   */
  whoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Manages API keys and tells callers how the hub identified them.
 */
export interface AccessServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Creates a key. Its secret appears only in this response. Requires the admin role.
   */
  CreateApiKey: grpc.handleUnaryCall<_stellwerk_control_v1_CreateApiKeyRequest__Output, _stellwerk_control_v1_CreateApiKeyResponse>;
  
  /**
   * Lists all API keys ever created, oldest first. Never returns the secrets. Requires the admin
   * role.
   */
  ListApiKeys: grpc.handleUnaryCall<_stellwerk_control_v1_ListApiKeysRequest__Output, _stellwerk_control_v1_ListApiKeysResponse>;
  
  /**
   * Revokes a key with immediate effect. Watches that it opened end within 30 seconds. Revoking a
   * revoked key succeeds. Requires the admin role.
   */
  RevokeApiKey: grpc.handleUnaryCall<_stellwerk_control_v1_RevokeApiKeyRequest__Output, _stellwerk_control_v1_RevokeApiKeyResponse>;
  
  /**
   * Creates a key with the name, role and streams of an existing key, and ends the existing key at
   * once or after a grace period. FAILED_PRECONDITION if the existing key is revoked or expired.
   * Requires the admin role.
   */
  RotateApiKey: grpc.handleUnaryCall<_stellwerk_control_v1_RotateApiKeyRequest__Output, _stellwerk_control_v1_RotateApiKeyResponse>;
  
  /**
   * Returns the identity that the hub established for the caller.
   */
  WhoAmI: grpc.handleUnaryCall<_stellwerk_control_v1_WhoAmIRequest__Output, _stellwerk_control_v1_WhoAmIResponse>;
  
}

export interface AccessServiceDefinition extends grpc.ServiceDefinition {
  CreateApiKey: MethodDefinition<_stellwerk_control_v1_CreateApiKeyRequest, _stellwerk_control_v1_CreateApiKeyResponse, _stellwerk_control_v1_CreateApiKeyRequest__Output, _stellwerk_control_v1_CreateApiKeyResponse__Output>
  ListApiKeys: MethodDefinition<_stellwerk_control_v1_ListApiKeysRequest, _stellwerk_control_v1_ListApiKeysResponse, _stellwerk_control_v1_ListApiKeysRequest__Output, _stellwerk_control_v1_ListApiKeysResponse__Output>
  RevokeApiKey: MethodDefinition<_stellwerk_control_v1_RevokeApiKeyRequest, _stellwerk_control_v1_RevokeApiKeyResponse, _stellwerk_control_v1_RevokeApiKeyRequest__Output, _stellwerk_control_v1_RevokeApiKeyResponse__Output>
  RotateApiKey: MethodDefinition<_stellwerk_control_v1_RotateApiKeyRequest, _stellwerk_control_v1_RotateApiKeyResponse, _stellwerk_control_v1_RotateApiKeyRequest__Output, _stellwerk_control_v1_RotateApiKeyResponse__Output>
  WhoAmI: MethodDefinition<_stellwerk_control_v1_WhoAmIRequest, _stellwerk_control_v1_WhoAmIResponse, _stellwerk_control_v1_WhoAmIRequest__Output, _stellwerk_control_v1_WhoAmIResponse__Output>
}
