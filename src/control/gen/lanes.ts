import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from './stellwerk/control/v1/ErrorStatus.ts';
import type { GetLaneRequest as _stellwerk_control_v1_GetLaneRequest, GetLaneRequest__Output as _stellwerk_control_v1_GetLaneRequest__Output } from './stellwerk/control/v1/GetLaneRequest.ts';
import type { GetLaneResponse as _stellwerk_control_v1_GetLaneResponse, GetLaneResponse__Output as _stellwerk_control_v1_GetLaneResponse__Output } from './stellwerk/control/v1/GetLaneResponse.ts';
import type { LaneServiceClient as _stellwerk_control_v1_LaneServiceClient, LaneServiceDefinition as _stellwerk_control_v1_LaneServiceDefinition } from './stellwerk/control/v1/LaneService.ts';
import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from './stellwerk/control/v1/LaneStatus.ts';
import type { ListLanesRequest as _stellwerk_control_v1_ListLanesRequest, ListLanesRequest__Output as _stellwerk_control_v1_ListLanesRequest__Output } from './stellwerk/control/v1/ListLanesRequest.ts';
import type { ListLanesResponse as _stellwerk_control_v1_ListLanesResponse, ListLanesResponse__Output as _stellwerk_control_v1_ListLanesResponse__Output } from './stellwerk/control/v1/ListLanesResponse.ts';
import type { ListPausedLaneKeysRequest as _stellwerk_control_v1_ListPausedLaneKeysRequest, ListPausedLaneKeysRequest__Output as _stellwerk_control_v1_ListPausedLaneKeysRequest__Output } from './stellwerk/control/v1/ListPausedLaneKeysRequest.ts';
import type { ListPausedLaneKeysResponse as _stellwerk_control_v1_ListPausedLaneKeysResponse, ListPausedLaneKeysResponse__Output as _stellwerk_control_v1_ListPausedLaneKeysResponse__Output } from './stellwerk/control/v1/ListPausedLaneKeysResponse.ts';
import type { PauseLaneKeyRequest as _stellwerk_control_v1_PauseLaneKeyRequest, PauseLaneKeyRequest__Output as _stellwerk_control_v1_PauseLaneKeyRequest__Output } from './stellwerk/control/v1/PauseLaneKeyRequest.ts';
import type { PauseLaneKeyResponse as _stellwerk_control_v1_PauseLaneKeyResponse, PauseLaneKeyResponse__Output as _stellwerk_control_v1_PauseLaneKeyResponse__Output } from './stellwerk/control/v1/PauseLaneKeyResponse.ts';
import type { PauseLaneRequest as _stellwerk_control_v1_PauseLaneRequest, PauseLaneRequest__Output as _stellwerk_control_v1_PauseLaneRequest__Output } from './stellwerk/control/v1/PauseLaneRequest.ts';
import type { PauseLaneResponse as _stellwerk_control_v1_PauseLaneResponse, PauseLaneResponse__Output as _stellwerk_control_v1_PauseLaneResponse__Output } from './stellwerk/control/v1/PauseLaneResponse.ts';
import type { ReplayLaneRequest as _stellwerk_control_v1_ReplayLaneRequest, ReplayLaneRequest__Output as _stellwerk_control_v1_ReplayLaneRequest__Output } from './stellwerk/control/v1/ReplayLaneRequest.ts';
import type { ReplayLaneResponse as _stellwerk_control_v1_ReplayLaneResponse, ReplayLaneResponse__Output as _stellwerk_control_v1_ReplayLaneResponse__Output } from './stellwerk/control/v1/ReplayLaneResponse.ts';
import type { ResumeLaneKeyRequest as _stellwerk_control_v1_ResumeLaneKeyRequest, ResumeLaneKeyRequest__Output as _stellwerk_control_v1_ResumeLaneKeyRequest__Output } from './stellwerk/control/v1/ResumeLaneKeyRequest.ts';
import type { ResumeLaneKeyResponse as _stellwerk_control_v1_ResumeLaneKeyResponse, ResumeLaneKeyResponse__Output as _stellwerk_control_v1_ResumeLaneKeyResponse__Output } from './stellwerk/control/v1/ResumeLaneKeyResponse.ts';
import type { ResumeLaneRequest as _stellwerk_control_v1_ResumeLaneRequest, ResumeLaneRequest__Output as _stellwerk_control_v1_ResumeLaneRequest__Output } from './stellwerk/control/v1/ResumeLaneRequest.ts';
import type { ResumeLaneResponse as _stellwerk_control_v1_ResumeLaneResponse, ResumeLaneResponse__Output as _stellwerk_control_v1_ResumeLaneResponse__Output } from './stellwerk/control/v1/ResumeLaneResponse.ts';
import type { VerdictCounts as _stellwerk_control_v1_VerdictCounts, VerdictCounts__Output as _stellwerk_control_v1_VerdictCounts__Output } from './stellwerk/control/v1/VerdictCounts.ts';
import type { WatchLanesRequest as _stellwerk_control_v1_WatchLanesRequest, WatchLanesRequest__Output as _stellwerk_control_v1_WatchLanesRequest__Output } from './stellwerk/control/v1/WatchLanesRequest.ts';
import type { WatchLanesResponse as _stellwerk_control_v1_WatchLanesResponse, WatchLanesResponse__Output as _stellwerk_control_v1_WatchLanesResponse__Output } from './stellwerk/control/v1/WatchLanesResponse.ts';

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
        ErrorStatus: MessageTypeDefinition<_stellwerk_control_v1_ErrorStatus, _stellwerk_control_v1_ErrorStatus__Output>
        GetLaneRequest: MessageTypeDefinition<_stellwerk_control_v1_GetLaneRequest, _stellwerk_control_v1_GetLaneRequest__Output>
        GetLaneResponse: MessageTypeDefinition<_stellwerk_control_v1_GetLaneResponse, _stellwerk_control_v1_GetLaneResponse__Output>
        LaneHealth: EnumTypeDefinition
        /**
         * Reports and controls lanes. A lane is the way from a stream to one target.
         */
        LaneService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_LaneServiceClient> & { service: _stellwerk_control_v1_LaneServiceDefinition }
        LaneState: EnumTypeDefinition
        LaneStatus: MessageTypeDefinition<_stellwerk_control_v1_LaneStatus, _stellwerk_control_v1_LaneStatus__Output>
        ListLanesRequest: MessageTypeDefinition<_stellwerk_control_v1_ListLanesRequest, _stellwerk_control_v1_ListLanesRequest__Output>
        ListLanesResponse: MessageTypeDefinition<_stellwerk_control_v1_ListLanesResponse, _stellwerk_control_v1_ListLanesResponse__Output>
        ListPausedLaneKeysRequest: MessageTypeDefinition<_stellwerk_control_v1_ListPausedLaneKeysRequest, _stellwerk_control_v1_ListPausedLaneKeysRequest__Output>
        ListPausedLaneKeysResponse: MessageTypeDefinition<_stellwerk_control_v1_ListPausedLaneKeysResponse, _stellwerk_control_v1_ListPausedLaneKeysResponse__Output>
        PauseLaneKeyRequest: MessageTypeDefinition<_stellwerk_control_v1_PauseLaneKeyRequest, _stellwerk_control_v1_PauseLaneKeyRequest__Output>
        PauseLaneKeyResponse: MessageTypeDefinition<_stellwerk_control_v1_PauseLaneKeyResponse, _stellwerk_control_v1_PauseLaneKeyResponse__Output>
        PauseLaneRequest: MessageTypeDefinition<_stellwerk_control_v1_PauseLaneRequest, _stellwerk_control_v1_PauseLaneRequest__Output>
        PauseLaneResponse: MessageTypeDefinition<_stellwerk_control_v1_PauseLaneResponse, _stellwerk_control_v1_PauseLaneResponse__Output>
        ReplayLaneRequest: MessageTypeDefinition<_stellwerk_control_v1_ReplayLaneRequest, _stellwerk_control_v1_ReplayLaneRequest__Output>
        ReplayLaneResponse: MessageTypeDefinition<_stellwerk_control_v1_ReplayLaneResponse, _stellwerk_control_v1_ReplayLaneResponse__Output>
        ResumeLaneKeyRequest: MessageTypeDefinition<_stellwerk_control_v1_ResumeLaneKeyRequest, _stellwerk_control_v1_ResumeLaneKeyRequest__Output>
        ResumeLaneKeyResponse: MessageTypeDefinition<_stellwerk_control_v1_ResumeLaneKeyResponse, _stellwerk_control_v1_ResumeLaneKeyResponse__Output>
        ResumeLaneRequest: MessageTypeDefinition<_stellwerk_control_v1_ResumeLaneRequest, _stellwerk_control_v1_ResumeLaneRequest__Output>
        ResumeLaneResponse: MessageTypeDefinition<_stellwerk_control_v1_ResumeLaneResponse, _stellwerk_control_v1_ResumeLaneResponse__Output>
        VerdictCounts: MessageTypeDefinition<_stellwerk_control_v1_VerdictCounts, _stellwerk_control_v1_VerdictCounts__Output>
        WatchLanesRequest: MessageTypeDefinition<_stellwerk_control_v1_WatchLanesRequest, _stellwerk_control_v1_WatchLanesRequest__Output>
        WatchLanesResponse: MessageTypeDefinition<_stellwerk_control_v1_WatchLanesResponse, _stellwerk_control_v1_WatchLanesResponse__Output>
      }
    }
  }
}

