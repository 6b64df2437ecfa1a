import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { ConfigurationInfo as _stellwerk_control_v1_ConfigurationInfo, ConfigurationInfo__Output as _stellwerk_control_v1_ConfigurationInfo__Output } from './stellwerk/control/v1/ConfigurationInfo.ts';
import type { GetServerInfoRequest as _stellwerk_control_v1_GetServerInfoRequest, GetServerInfoRequest__Output as _stellwerk_control_v1_GetServerInfoRequest__Output } from './stellwerk/control/v1/GetServerInfoRequest.ts';
import type { GetServerInfoResponse as _stellwerk_control_v1_GetServerInfoResponse, GetServerInfoResponse__Output as _stellwerk_control_v1_GetServerInfoResponse__Output } from './stellwerk/control/v1/GetServerInfoResponse.ts';
import type { ServerInfo as _stellwerk_control_v1_ServerInfo, ServerInfo__Output as _stellwerk_control_v1_ServerInfo__Output } from './stellwerk/control/v1/ServerInfo.ts';
import type { ServerInfoServiceClient as _stellwerk_control_v1_ServerInfoServiceClient, ServerInfoServiceDefinition as _stellwerk_control_v1_ServerInfoServiceDefinition } from './stellwerk/control/v1/ServerInfoService.ts';
import type { SetLogLevelRequest as _stellwerk_control_v1_SetLogLevelRequest, SetLogLevelRequest__Output as _stellwerk_control_v1_SetLogLevelRequest__Output } from './stellwerk/control/v1/SetLogLevelRequest.ts';
import type { SetLogLevelResponse as _stellwerk_control_v1_SetLogLevelResponse, SetLogLevelResponse__Output as _stellwerk_control_v1_SetLogLevelResponse__Output } from './stellwerk/control/v1/SetLogLevelResponse.ts';

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
        ConfigurationInfo: MessageTypeDefinition<_stellwerk_control_v1_ConfigurationInfo, _stellwerk_control_v1_ConfigurationInfo__Output>
        GetServerInfoRequest: MessageTypeDefinition<_stellwerk_control_v1_GetServerInfoRequest, _stellwerk_control_v1_GetServerInfoRequest__Output>
        GetServerInfoResponse: MessageTypeDefinition<_stellwerk_control_v1_GetServerInfoResponse, _stellwerk_control_v1_GetServerInfoResponse__Output>
        LogLevel: EnumTypeDefinition
        ServerInfo: MessageTypeDefinition<_stellwerk_control_v1_ServerInfo, _stellwerk_control_v1_ServerInfo__Output>
        /**
         * Describes the hub and sets its log level.
         */
        ServerInfoService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_ServerInfoServiceClient> & { service: _stellwerk_control_v1_ServerInfoServiceDefinition }
        SetLogLevelRequest: MessageTypeDefinition<_stellwerk_control_v1_SetLogLevelRequest, _stellwerk_control_v1_SetLogLevelRequest__Output>
        SetLogLevelResponse: MessageTypeDefinition<_stellwerk_control_v1_SetLogLevelResponse, _stellwerk_control_v1_SetLogLevelResponse__Output>
      }
    }
  }
}

