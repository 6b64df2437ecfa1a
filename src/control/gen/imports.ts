import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { CancelImportRequest as _stellwerk_control_v1_CancelImportRequest, CancelImportRequest__Output as _stellwerk_control_v1_CancelImportRequest__Output } from './stellwerk/control/v1/CancelImportRequest.ts';
import type { CancelImportResponse as _stellwerk_control_v1_CancelImportResponse, CancelImportResponse__Output as _stellwerk_control_v1_CancelImportResponse__Output } from './stellwerk/control/v1/CancelImportResponse.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from './stellwerk/control/v1/ErrorStatus.ts';
import type { GetImportRequest as _stellwerk_control_v1_GetImportRequest, GetImportRequest__Output as _stellwerk_control_v1_GetImportRequest__Output } from './stellwerk/control/v1/GetImportRequest.ts';
import type { GetImportResponse as _stellwerk_control_v1_GetImportResponse, GetImportResponse__Output as _stellwerk_control_v1_GetImportResponse__Output } from './stellwerk/control/v1/GetImportResponse.ts';
import type { ImportOrder as _stellwerk_control_v1_ImportOrder, ImportOrder__Output as _stellwerk_control_v1_ImportOrder__Output } from './stellwerk/control/v1/ImportOrder.ts';
import type { ImportServiceClient as _stellwerk_control_v1_ImportServiceClient, ImportServiceDefinition as _stellwerk_control_v1_ImportServiceDefinition } from './stellwerk/control/v1/ImportService.ts';
import type { ImportStatus as _stellwerk_control_v1_ImportStatus, ImportStatus__Output as _stellwerk_control_v1_ImportStatus__Output } from './stellwerk/control/v1/ImportStatus.ts';
import type { ListImportsRequest as _stellwerk_control_v1_ListImportsRequest, ListImportsRequest__Output as _stellwerk_control_v1_ListImportsRequest__Output } from './stellwerk/control/v1/ListImportsRequest.ts';
import type { ListImportsResponse as _stellwerk_control_v1_ListImportsResponse, ListImportsResponse__Output as _stellwerk_control_v1_ListImportsResponse__Output } from './stellwerk/control/v1/ListImportsResponse.ts';
import type { PauseImportRequest as _stellwerk_control_v1_PauseImportRequest, PauseImportRequest__Output as _stellwerk_control_v1_PauseImportRequest__Output } from './stellwerk/control/v1/PauseImportRequest.ts';
import type { PauseImportResponse as _stellwerk_control_v1_PauseImportResponse, PauseImportResponse__Output as _stellwerk_control_v1_PauseImportResponse__Output } from './stellwerk/control/v1/PauseImportResponse.ts';
import type { ResumeImportRequest as _stellwerk_control_v1_ResumeImportRequest, ResumeImportRequest__Output as _stellwerk_control_v1_ResumeImportRequest__Output } from './stellwerk/control/v1/ResumeImportRequest.ts';
import type { ResumeImportResponse as _stellwerk_control_v1_ResumeImportResponse, ResumeImportResponse__Output as _stellwerk_control_v1_ResumeImportResponse__Output } from './stellwerk/control/v1/ResumeImportResponse.ts';
import type { StartImportRequest as _stellwerk_control_v1_StartImportRequest, StartImportRequest__Output as _stellwerk_control_v1_StartImportRequest__Output } from './stellwerk/control/v1/StartImportRequest.ts';
import type { StartImportResponse as _stellwerk_control_v1_StartImportResponse, StartImportResponse__Output as _stellwerk_control_v1_StartImportResponse__Output } from './stellwerk/control/v1/StartImportResponse.ts';
import type { UploadImportRequest as _stellwerk_control_v1_UploadImportRequest, UploadImportRequest__Output as _stellwerk_control_v1_UploadImportRequest__Output } from './stellwerk/control/v1/UploadImportRequest.ts';
import type { UploadImportResponse as _stellwerk_control_v1_UploadImportResponse, UploadImportResponse__Output as _stellwerk_control_v1_UploadImportResponse__Output } from './stellwerk/control/v1/UploadImportResponse.ts';
import type { WatchImportsRequest as _stellwerk_control_v1_WatchImportsRequest, WatchImportsRequest__Output as _stellwerk_control_v1_WatchImportsRequest__Output } from './stellwerk/control/v1/WatchImportsRequest.ts';
import type { WatchImportsResponse as _stellwerk_control_v1_WatchImportsResponse, WatchImportsResponse__Output as _stellwerk_control_v1_WatchImportsResponse__Output } from './stellwerk/control/v1/WatchImportsResponse.ts';

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
        CancelImportRequest: MessageTypeDefinition<_stellwerk_control_v1_CancelImportRequest, _stellwerk_control_v1_CancelImportRequest__Output>
        CancelImportResponse: MessageTypeDefinition<_stellwerk_control_v1_CancelImportResponse, _stellwerk_control_v1_CancelImportResponse__Output>
        ErrorStatus: MessageTypeDefinition<_stellwerk_control_v1_ErrorStatus, _stellwerk_control_v1_ErrorStatus__Output>
        GetImportRequest: MessageTypeDefinition<_stellwerk_control_v1_GetImportRequest, _stellwerk_control_v1_GetImportRequest__Output>
        GetImportResponse: MessageTypeDefinition<_stellwerk_control_v1_GetImportResponse, _stellwerk_control_v1_GetImportResponse__Output>
        ImportEncoding: EnumTypeDefinition
        ImportFormat: EnumTypeDefinition
        ImportOrder: MessageTypeDefinition<_stellwerk_control_v1_ImportOrder, _stellwerk_control_v1_ImportOrder__Output>
        /**
         * Runs bulk imports: files whose rows go into a stream as if its source had sent them.
         */
        ImportService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_ImportServiceClient> & { service: _stellwerk_control_v1_ImportServiceDefinition }
        ImportState: EnumTypeDefinition
        ImportStatus: MessageTypeDefinition<_stellwerk_control_v1_ImportStatus, _stellwerk_control_v1_ImportStatus__Output>
        ListImportsRequest: MessageTypeDefinition<_stellwerk_control_v1_ListImportsRequest, _stellwerk_control_v1_ListImportsRequest__Output>
        ListImportsResponse: MessageTypeDefinition<_stellwerk_control_v1_ListImportsResponse, _stellwerk_control_v1_ListImportsResponse__Output>
        PauseImportRequest: MessageTypeDefinition<_stellwerk_control_v1_PauseImportRequest, _stellwerk_control_v1_PauseImportRequest__Output>
        PauseImportResponse: MessageTypeDefinition<_stellwerk_control_v1_PauseImportResponse, _stellwerk_control_v1_PauseImportResponse__Output>
        ResumeImportRequest: MessageTypeDefinition<_stellwerk_control_v1_ResumeImportRequest, _stellwerk_control_v1_ResumeImportRequest__Output>
        ResumeImportResponse: MessageTypeDefinition<_stellwerk_control_v1_ResumeImportResponse, _stellwerk_control_v1_ResumeImportResponse__Output>
        StartImportRequest: MessageTypeDefinition<_stellwerk_control_v1_StartImportRequest, _stellwerk_control_v1_StartImportRequest__Output>
        StartImportResponse: MessageTypeDefinition<_stellwerk_control_v1_StartImportResponse, _stellwerk_control_v1_StartImportResponse__Output>
        UploadImportRequest: MessageTypeDefinition<_stellwerk_control_v1_UploadImportRequest, _stellwerk_control_v1_UploadImportRequest__Output>
        UploadImportResponse: MessageTypeDefinition<_stellwerk_control_v1_UploadImportResponse, _stellwerk_control_v1_UploadImportResponse__Output>
        WatchImportsRequest: MessageTypeDefinition<_stellwerk_control_v1_WatchImportsRequest, _stellwerk_control_v1_WatchImportsRequest__Output>
        WatchImportsResponse: MessageTypeDefinition<_stellwerk_control_v1_WatchImportsResponse, _stellwerk_control_v1_WatchImportsResponse__Output>
      }
    }
  }
}

