import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { ConnectorServiceClient as _stellwerk_control_v1_ConnectorServiceClient, ConnectorServiceDefinition as _stellwerk_control_v1_ConnectorServiceDefinition } from './stellwerk/control/v1/ConnectorService.ts';
import type { ConnectorStatus as _stellwerk_control_v1_ConnectorStatus, ConnectorStatus__Output as _stellwerk_control_v1_ConnectorStatus__Output } from './stellwerk/control/v1/ConnectorStatus.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from './stellwerk/control/v1/ErrorStatus.ts';
import type { GetConnectorRequest as _stellwerk_control_v1_GetConnectorRequest, GetConnectorRequest__Output as _stellwerk_control_v1_GetConnectorRequest__Output } from './stellwerk/control/v1/GetConnectorRequest.ts';
import type { GetConnectorResponse as _stellwerk_control_v1_GetConnectorResponse, GetConnectorResponse__Output as _stellwerk_control_v1_GetConnectorResponse__Output } from './stellwerk/control/v1/GetConnectorResponse.ts';
import type { ListConnectorsRequest as _stellwerk_control_v1_ListConnectorsRequest, ListConnectorsRequest__Output as _stellwerk_control_v1_ListConnectorsRequest__Output } from './stellwerk/control/v1/ListConnectorsRequest.ts';
import type { ListConnectorsResponse as _stellwerk_control_v1_ListConnectorsResponse, ListConnectorsResponse__Output as _stellwerk_control_v1_ListConnectorsResponse__Output } from './stellwerk/control/v1/ListConnectorsResponse.ts';
import type { PauseConnectorRequest as _stellwerk_control_v1_PauseConnectorRequest, PauseConnectorRequest__Output as _stellwerk_control_v1_PauseConnectorRequest__Output } from './stellwerk/control/v1/PauseConnectorRequest.ts';
import type { PauseConnectorResponse as _stellwerk_control_v1_PauseConnectorResponse, PauseConnectorResponse__Output as _stellwerk_control_v1_PauseConnectorResponse__Output } from './stellwerk/control/v1/PauseConnectorResponse.ts';
import type { ResumeConnectorRequest as _stellwerk_control_v1_ResumeConnectorRequest, ResumeConnectorRequest__Output as _stellwerk_control_v1_ResumeConnectorRequest__Output } from './stellwerk/control/v1/ResumeConnectorRequest.ts';
import type { ResumeConnectorResponse as _stellwerk_control_v1_ResumeConnectorResponse, ResumeConnectorResponse__Output as _stellwerk_control_v1_ResumeConnectorResponse__Output } from './stellwerk/control/v1/ResumeConnectorResponse.ts';
import type { WatchConnectorsRequest as _stellwerk_control_v1_WatchConnectorsRequest, WatchConnectorsRequest__Output as _stellwerk_control_v1_WatchConnectorsRequest__Output } from './stellwerk/control/v1/WatchConnectorsRequest.ts';
import type { WatchConnectorsResponse as _stellwerk_control_v1_WatchConnectorsResponse, WatchConnectorsResponse__Output as _stellwerk_control_v1_WatchConnectorsResponse__Output } from './stellwerk/control/v1/WatchConnectorsResponse.ts';

type SubtypeConstructor<Constructor extends new (...args: any) => any, Subtype> = {
  new(...args: ConstructorParameters<Constructor>): Subtype;
};

export interface ProtoGrpcType {
  google: {
    protobuf: {
      Timestamp: MessageTypeDefinition<_google_protobuf_Timestamp, _google_protobuf_Timestamp__Output>
    }
  }
  stellwerk: {
    control: {
      v1: {
        /**
         * Reports and controls the connected external systems.
         */
        ConnectorService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_ConnectorServiceClient> & { service: _stellwerk_control_v1_ConnectorServiceDefinition }
        ConnectorState: EnumTypeDefinition
        ConnectorStatus: MessageTypeDefinition<_stellwerk_control_v1_ConnectorStatus, _stellwerk_control_v1_ConnectorStatus__Output>
        ErrorStatus: MessageTypeDefinition<_stellwerk_control_v1_ErrorStatus, _stellwerk_control_v1_ErrorStatus__Output>
        GetConnectorRequest: MessageTypeDefinition<_stellwerk_control_v1_GetConnectorRequest, _stellwerk_control_v1_GetConnectorRequest__Output>
        GetConnectorResponse: MessageTypeDefinition<_stellwerk_control_v1_GetConnectorResponse, _stellwerk_control_v1_GetConnectorResponse__Output>
        ListConnectorsRequest: MessageTypeDefinition<_stellwerk_control_v1_ListConnectorsRequest, _stellwerk_control_v1_ListConnectorsRequest__Output>
        ListConnectorsResponse: MessageTypeDefinition<_stellwerk_control_v1_ListConnectorsResponse, _stellwerk_control_v1_ListConnectorsResponse__Output>
        PauseConnectorRequest: MessageTypeDefinition<_stellwerk_control_v1_PauseConnectorRequest, _stellwerk_control_v1_PauseConnectorRequest__Output>
        PauseConnectorResponse: MessageTypeDefinition<_stellwerk_control_v1_PauseConnectorResponse, _stellwerk_control_v1_PauseConnectorResponse__Output>
        ResumeConnectorRequest: MessageTypeDefinition<_stellwerk_control_v1_ResumeConnectorRequest, _stellwerk_control_v1_ResumeConnectorRequest__Output>
        ResumeConnectorResponse: MessageTypeDefinition<_stellwerk_control_v1_ResumeConnectorResponse, _stellwerk_control_v1_ResumeConnectorResponse__Output>
        WatchConnectorsRequest: MessageTypeDefinition<_stellwerk_control_v1_WatchConnectorsRequest, _stellwerk_control_v1_WatchConnectorsRequest__Output>
        WatchConnectorsResponse: MessageTypeDefinition<_stellwerk_control_v1_WatchConnectorsResponse, _stellwerk_control_v1_WatchConnectorsResponse__Output>
      }
    }
  }
}

