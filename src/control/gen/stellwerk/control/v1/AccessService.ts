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
 * Who may call the hub: API keys, and what the caller itself is taken for.
 */
export interface AccessServiceClient extends grpc.Client {
  /**
   * Makes a key. The answer is the only place where it is ever shown. For admins.
   */
  CreateApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  CreateApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a key. The answer is the only place where it is ever shown. For admins.
   */
  createApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  createApiKey(argument: _stellwerk_control_v1_CreateApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_CreateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * All API keys that were ever made, oldest first; never the keys themselves. For admins.
   */
  ListApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  ListApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  /**
   * All API keys that were ever made, oldest first; never the keys themselves. For admins.
   */
  listApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  listApiKeys(argument: _stellwerk_control_v1_ListApiKeysRequest, callback: grpc.requestCallback<_stellwerk_control_v1_ListApiKeysResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * From now on the key opens nothing; watches that it opened end within half a minute. Revoking
   * what is revoked succeeds. For admins.
   */
  RevokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RevokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * From now on the key opens nothing; watches that it opened end within half a minute. Revoking
   * what is revoked succeeds. For admins.
   */
  revokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  revokeApiKey(argument: _stellwerk_control_v1_RevokeApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RevokeApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Makes a key with the name, role and streams of another, and ends the other one now or after a
   * while. FAILED_PRECONDITION for one that is revoked or has expired. For admins.
   */
  RotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  RotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Makes a key with the name, role and streams of another, and ends the other one now or after a
   * while. FAILED_PRECONDITION for one that is revoked or has expired. For admins.
   */
  rotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  rotateApiKey(argument: _stellwerk_control_v1_RotateApiKeyRequest, callback: grpc.requestCallback<_stellwerk_control_v1_RotateApiKeyResponse__Output>): grpc.ClientUnaryCall;
  
  /**
   * Whom the hub takes the caller for.
   */
  WhoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  WhoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  /**
   * Whom the hub takes the caller for.
   */
  whoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, metadata: grpc.Metadata, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, metadata: grpc.Metadata, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, options: grpc.CallOptions, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  whoAmI(argument: _stellwerk_control_v1_WhoAmIRequest, callback: grpc.requestCallback<_stellwerk_control_v1_WhoAmIResponse__Output>): grpc.ClientUnaryCall;
  
}

/**
 * Who may call the hub: API keys, and what the caller itself is taken for.
 */
export interface AccessServiceHandlers extends grpc.UntypedServiceImplementation {
  /**
   * Makes a key. The answer is the only place where it is ever shown. For admins.
   */
  CreateApiKey: grpc.handleUnaryCall<_stellwerk_control_v1_CreateApiKeyRequest__Output, _stellwerk_control_v1_CreateApiKeyResponse>;
  
  /**
   * All API keys that were ever made, oldest first; never the keys themselves. For admins.
   */
  ListApiKeys: grpc.handleUnaryCall<_stellwerk_control_v1_ListApiKeysRequest__Output, _stellwerk_control_v1_ListApiKeysResponse>;
  
  /**
   * From now on the key opens nothing; watches that it opened end within half a minute. Revoking
   * what is revoked succeeds. For admins.
   */
  RevokeApiKey: grpc.handleUnaryCall<_stellwerk_control_v1_RevokeApiKeyRequest__Output, _stellwerk_control_v1_RevokeApiKeyResponse>;
  
  /**
   * Makes a key with the name, role and streams of another, and ends the other one now or after a
   * while. FAILED_PRECONDITION for one that is revoked or has expired. For admins.
   */
  RotateApiKey: grpc.handleUnaryCall<_stellwerk_control_v1_RotateApiKeyRequest__Output, _stellwerk_control_v1_RotateApiKeyResponse>;
  
  /**
   * Whom the hub takes the caller for.
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
