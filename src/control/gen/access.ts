import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { AccessServiceClient as _stellwerk_control_v1_AccessServiceClient, AccessServiceDefinition as _stellwerk_control_v1_AccessServiceDefinition } from './stellwerk/control/v1/AccessService.ts';
import type { ApiKey as _stellwerk_control_v1_ApiKey, ApiKey__Output as _stellwerk_control_v1_ApiKey__Output } from './stellwerk/control/v1/ApiKey.ts';
import type { CreateApiKeyRequest as _stellwerk_control_v1_CreateApiKeyRequest, CreateApiKeyRequest__Output as _stellwerk_control_v1_CreateApiKeyRequest__Output } from './stellwerk/control/v1/CreateApiKeyRequest.ts';
import type { CreateApiKeyResponse as _stellwerk_control_v1_CreateApiKeyResponse, CreateApiKeyResponse__Output as _stellwerk_control_v1_CreateApiKeyResponse__Output } from './stellwerk/control/v1/CreateApiKeyResponse.ts';
import type { ListApiKeysRequest as _stellwerk_control_v1_ListApiKeysRequest, ListApiKeysRequest__Output as _stellwerk_control_v1_ListApiKeysRequest__Output } from './stellwerk/control/v1/ListApiKeysRequest.ts';
import type { ListApiKeysResponse as _stellwerk_control_v1_ListApiKeysResponse, ListApiKeysResponse__Output as _stellwerk_control_v1_ListApiKeysResponse__Output } from './stellwerk/control/v1/ListApiKeysResponse.ts';
import type { RevokeApiKeyRequest as _stellwerk_control_v1_RevokeApiKeyRequest, RevokeApiKeyRequest__Output as _stellwerk_control_v1_RevokeApiKeyRequest__Output } from './stellwerk/control/v1/RevokeApiKeyRequest.ts';
import type { RevokeApiKeyResponse as _stellwerk_control_v1_RevokeApiKeyResponse, RevokeApiKeyResponse__Output as _stellwerk_control_v1_RevokeApiKeyResponse__Output } from './stellwerk/control/v1/RevokeApiKeyResponse.ts';
import type { RotateApiKeyRequest as _stellwerk_control_v1_RotateApiKeyRequest, RotateApiKeyRequest__Output as _stellwerk_control_v1_RotateApiKeyRequest__Output } from './stellwerk/control/v1/RotateApiKeyRequest.ts';
import type { RotateApiKeyResponse as _stellwerk_control_v1_RotateApiKeyResponse, RotateApiKeyResponse__Output as _stellwerk_control_v1_RotateApiKeyResponse__Output } from './stellwerk/control/v1/RotateApiKeyResponse.ts';
import type { StreamLimit as _stellwerk_control_v1_StreamLimit, StreamLimit__Output as _stellwerk_control_v1_StreamLimit__Output } from './stellwerk/control/v1/StreamLimit.ts';
import type { WhoAmIRequest as _stellwerk_control_v1_WhoAmIRequest, WhoAmIRequest__Output as _stellwerk_control_v1_WhoAmIRequest__Output } from './stellwerk/control/v1/WhoAmIRequest.ts';
import type { WhoAmIResponse as _stellwerk_control_v1_WhoAmIResponse, WhoAmIResponse__Output as _stellwerk_control_v1_WhoAmIResponse__Output } from './stellwerk/control/v1/WhoAmIResponse.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  google: {
    protobuf: {
      Duration: MessageTypeDefinition<_google_protobuf_Duration, _google_protobuf_Duration__Output>
      Timestamp: MessageTypeDefinition<_google_protobuf_Timestamp, _google_protobuf_Timestamp__Output>
    }
  }
  stellwerk: {
    control: {
      v1: {
        /**
         * Manages API keys and tells callers how the hub identified them.
         */
        AccessService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_AccessServiceClient> & { service: _stellwerk_control_v1_AccessServiceDefinition }
        ApiKey: MessageTypeDefinition<_stellwerk_control_v1_ApiKey, _stellwerk_control_v1_ApiKey__Output>
        CreateApiKeyRequest: MessageTypeDefinition<_stellwerk_control_v1_CreateApiKeyRequest, _stellwerk_control_v1_CreateApiKeyRequest__Output>
        CreateApiKeyResponse: MessageTypeDefinition<_stellwerk_control_v1_CreateApiKeyResponse, _stellwerk_control_v1_CreateApiKeyResponse__Output>
        ListApiKeysRequest: MessageTypeDefinition<_stellwerk_control_v1_ListApiKeysRequest, _stellwerk_control_v1_ListApiKeysRequest__Output>
        ListApiKeysResponse: MessageTypeDefinition<_stellwerk_control_v1_ListApiKeysResponse, _stellwerk_control_v1_ListApiKeysResponse__Output>
        Proof: EnumTypeDefinition
        RevokeApiKeyRequest: MessageTypeDefinition<_stellwerk_control_v1_RevokeApiKeyRequest, _stellwerk_control_v1_RevokeApiKeyRequest__Output>
        RevokeApiKeyResponse: MessageTypeDefinition<_stellwerk_control_v1_RevokeApiKeyResponse, _stellwerk_control_v1_RevokeApiKeyResponse__Output>
        Role: EnumTypeDefinition
        RotateApiKeyRequest: MessageTypeDefinition<_stellwerk_control_v1_RotateApiKeyRequest, _stellwerk_control_v1_RotateApiKeyRequest__Output>
        RotateApiKeyResponse: MessageTypeDefinition<_stellwerk_control_v1_RotateApiKeyResponse, _stellwerk_control_v1_RotateApiKeyResponse__Output>
        StreamLimit: MessageTypeDefinition<_stellwerk_control_v1_StreamLimit, _stellwerk_control_v1_StreamLimit__Output>
        WhoAmIRequest: MessageTypeDefinition<_stellwerk_control_v1_WhoAmIRequest, _stellwerk_control_v1_WhoAmIRequest__Output>
        WhoAmIResponse: MessageTypeDefinition<_stellwerk_control_v1_WhoAmIResponse, _stellwerk_control_v1_WhoAmIResponse__Output>
      }
    }
  }
}

