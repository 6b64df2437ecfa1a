import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { ApplyConfigurationRequest as _stellwerk_control_v1_ApplyConfigurationRequest, ApplyConfigurationRequest__Output as _stellwerk_control_v1_ApplyConfigurationRequest__Output } from './stellwerk/control/v1/ApplyConfigurationRequest.ts';
import type { ApplyConfigurationResponse as _stellwerk_control_v1_ApplyConfigurationResponse, ApplyConfigurationResponse__Output as _stellwerk_control_v1_ApplyConfigurationResponse__Output } from './stellwerk/control/v1/ApplyConfigurationResponse.ts';
import type { ConfigurationBundle as _stellwerk_control_v1_ConfigurationBundle, ConfigurationBundle__Output as _stellwerk_control_v1_ConfigurationBundle__Output } from './stellwerk/control/v1/ConfigurationBundle.ts';
import type { ConfigurationChange as _stellwerk_control_v1_ConfigurationChange, ConfigurationChange__Output as _stellwerk_control_v1_ConfigurationChange__Output } from './stellwerk/control/v1/ConfigurationChange.ts';
import type { ConfigurationFile as _stellwerk_control_v1_ConfigurationFile, ConfigurationFile__Output as _stellwerk_control_v1_ConfigurationFile__Output } from './stellwerk/control/v1/ConfigurationFile.ts';
import type { ConfigurationServiceClient as _stellwerk_control_v1_ConfigurationServiceClient, ConfigurationServiceDefinition as _stellwerk_control_v1_ConfigurationServiceDefinition } from './stellwerk/control/v1/ConfigurationService.ts';
import type { ConfigurationVersion as _stellwerk_control_v1_ConfigurationVersion, ConfigurationVersion__Output as _stellwerk_control_v1_ConfigurationVersion__Output } from './stellwerk/control/v1/ConfigurationVersion.ts';
import type { DiffConfigurationRequest as _stellwerk_control_v1_DiffConfigurationRequest, DiffConfigurationRequest__Output as _stellwerk_control_v1_DiffConfigurationRequest__Output } from './stellwerk/control/v1/DiffConfigurationRequest.ts';
import type { DiffConfigurationResponse as _stellwerk_control_v1_DiffConfigurationResponse, DiffConfigurationResponse__Output as _stellwerk_control_v1_DiffConfigurationResponse__Output } from './stellwerk/control/v1/DiffConfigurationResponse.ts';
import type { GetConfigurationRequest as _stellwerk_control_v1_GetConfigurationRequest, GetConfigurationRequest__Output as _stellwerk_control_v1_GetConfigurationRequest__Output } from './stellwerk/control/v1/GetConfigurationRequest.ts';
import type { GetConfigurationResponse as _stellwerk_control_v1_GetConfigurationResponse, GetConfigurationResponse__Output as _stellwerk_control_v1_GetConfigurationResponse__Output } from './stellwerk/control/v1/GetConfigurationResponse.ts';
import type { ListConfigurationVersionsRequest as _stellwerk_control_v1_ListConfigurationVersionsRequest, ListConfigurationVersionsRequest__Output as _stellwerk_control_v1_ListConfigurationVersionsRequest__Output } from './stellwerk/control/v1/ListConfigurationVersionsRequest.ts';
import type { ListConfigurationVersionsResponse as _stellwerk_control_v1_ListConfigurationVersionsResponse, ListConfigurationVersionsResponse__Output as _stellwerk_control_v1_ListConfigurationVersionsResponse__Output } from './stellwerk/control/v1/ListConfigurationVersionsResponse.ts';
import type { RollbackConfigurationRequest as _stellwerk_control_v1_RollbackConfigurationRequest, RollbackConfigurationRequest__Output as _stellwerk_control_v1_RollbackConfigurationRequest__Output } from './stellwerk/control/v1/RollbackConfigurationRequest.ts';
import type { RollbackConfigurationResponse as _stellwerk_control_v1_RollbackConfigurationResponse, RollbackConfigurationResponse__Output as _stellwerk_control_v1_RollbackConfigurationResponse__Output } from './stellwerk/control/v1/RollbackConfigurationResponse.ts';
import type { SettingDifference as _stellwerk_control_v1_SettingDifference, SettingDifference__Output as _stellwerk_control_v1_SettingDifference__Output } from './stellwerk/control/v1/SettingDifference.ts';
import type { WatchConfigurationRequest as _stellwerk_control_v1_WatchConfigurationRequest, WatchConfigurationRequest__Output as _stellwerk_control_v1_WatchConfigurationRequest__Output } from './stellwerk/control/v1/WatchConfigurationRequest.ts';
import type { WatchConfigurationResponse as _stellwerk_control_v1_WatchConfigurationResponse, WatchConfigurationResponse__Output as _stellwerk_control_v1_WatchConfigurationResponse__Output } from './stellwerk/control/v1/WatchConfigurationResponse.ts';

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
        ApplyConfigurationRequest: MessageTypeDefinition<_stellwerk_control_v1_ApplyConfigurationRequest, _stellwerk_control_v1_ApplyConfigurationRequest__Output>
        ApplyConfigurationResponse: MessageTypeDefinition<_stellwerk_control_v1_ApplyConfigurationResponse, _stellwerk_control_v1_ApplyConfigurationResponse__Output>
        ConfigurationBundle: MessageTypeDefinition<_stellwerk_control_v1_ConfigurationBundle, _stellwerk_control_v1_ConfigurationBundle__Output>
        ConfigurationChange: MessageTypeDefinition<_stellwerk_control_v1_ConfigurationChange, _stellwerk_control_v1_ConfigurationChange__Output>
        ConfigurationEffect: EnumTypeDefinition
        ConfigurationFile: MessageTypeDefinition<_stellwerk_control_v1_ConfigurationFile, _stellwerk_control_v1_ConfigurationFile__Output>
        /**
         * Reads, compares, changes and rolls back the configuration of the running hub. A new configuration
         * may bring modules whose code the hub then runs, so changing it requires the admin role.
         */
        ConfigurationService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_ConfigurationServiceClient> & { service: _stellwerk_control_v1_ConfigurationServiceDefinition }
        ConfigurationVersion: MessageTypeDefinition<_stellwerk_control_v1_ConfigurationVersion, _stellwerk_control_v1_ConfigurationVersion__Output>
        DiffConfigurationRequest: MessageTypeDefinition<_stellwerk_control_v1_DiffConfigurationRequest, _stellwerk_control_v1_DiffConfigurationRequest__Output>
        DiffConfigurationResponse: MessageTypeDefinition<_stellwerk_control_v1_DiffConfigurationResponse, _stellwerk_control_v1_DiffConfigurationResponse__Output>
        GetConfigurationRequest: MessageTypeDefinition<_stellwerk_control_v1_GetConfigurationRequest, _stellwerk_control_v1_GetConfigurationRequest__Output>
        GetConfigurationResponse: MessageTypeDefinition<_stellwerk_control_v1_GetConfigurationResponse, _stellwerk_control_v1_GetConfigurationResponse__Output>
        ListConfigurationVersionsRequest: MessageTypeDefinition<_stellwerk_control_v1_ListConfigurationVersionsRequest, _stellwerk_control_v1_ListConfigurationVersionsRequest__Output>
        ListConfigurationVersionsResponse: MessageTypeDefinition<_stellwerk_control_v1_ListConfigurationVersionsResponse, _stellwerk_control_v1_ListConfigurationVersionsResponse__Output>
        RollbackConfigurationRequest: MessageTypeDefinition<_stellwerk_control_v1_RollbackConfigurationRequest, _stellwerk_control_v1_RollbackConfigurationRequest__Output>
        RollbackConfigurationResponse: MessageTypeDefinition<_stellwerk_control_v1_RollbackConfigurationResponse, _stellwerk_control_v1_RollbackConfigurationResponse__Output>
        SettingDifference: MessageTypeDefinition<_stellwerk_control_v1_SettingDifference, _stellwerk_control_v1_SettingDifference__Output>
        WatchConfigurationRequest: MessageTypeDefinition<_stellwerk_control_v1_WatchConfigurationRequest, _stellwerk_control_v1_WatchConfigurationRequest__Output>
        WatchConfigurationResponse: MessageTypeDefinition<_stellwerk_control_v1_WatchConfigurationResponse, _stellwerk_control_v1_WatchConfigurationResponse__Output>
      }
    }
  }
}

