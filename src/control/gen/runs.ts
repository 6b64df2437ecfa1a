import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { ArrivalStatus as _stellwerk_control_v1_ArrivalStatus, ArrivalStatus__Output as _stellwerk_control_v1_ArrivalStatus__Output } from './stellwerk/control/v1/ArrivalStatus.ts';
import type { ChangeLag as _stellwerk_control_v1_ChangeLag, ChangeLag__Output as _stellwerk_control_v1_ChangeLag__Output } from './stellwerk/control/v1/ChangeLag.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from './stellwerk/control/v1/ErrorStatus.ts';
import type { GetRunRequest as _stellwerk_control_v1_GetRunRequest, GetRunRequest__Output as _stellwerk_control_v1_GetRunRequest__Output } from './stellwerk/control/v1/GetRunRequest.ts';
import type { GetRunResponse as _stellwerk_control_v1_GetRunResponse, GetRunResponse__Output as _stellwerk_control_v1_GetRunResponse__Output } from './stellwerk/control/v1/GetRunResponse.ts';
import type { GetStreamRequest as _stellwerk_control_v1_GetStreamRequest, GetStreamRequest__Output as _stellwerk_control_v1_GetStreamRequest__Output } from './stellwerk/control/v1/GetStreamRequest.ts';
import type { GetStreamResponse as _stellwerk_control_v1_GetStreamResponse, GetStreamResponse__Output as _stellwerk_control_v1_GetStreamResponse__Output } from './stellwerk/control/v1/GetStreamResponse.ts';
import type { ListRunsRequest as _stellwerk_control_v1_ListRunsRequest, ListRunsRequest__Output as _stellwerk_control_v1_ListRunsRequest__Output } from './stellwerk/control/v1/ListRunsRequest.ts';
import type { ListRunsResponse as _stellwerk_control_v1_ListRunsResponse, ListRunsResponse__Output as _stellwerk_control_v1_ListRunsResponse__Output } from './stellwerk/control/v1/ListRunsResponse.ts';
import type { ListStreamsRequest as _stellwerk_control_v1_ListStreamsRequest, ListStreamsRequest__Output as _stellwerk_control_v1_ListStreamsRequest__Output } from './stellwerk/control/v1/ListStreamsRequest.ts';
import type { ListStreamsResponse as _stellwerk_control_v1_ListStreamsResponse, ListStreamsResponse__Output as _stellwerk_control_v1_ListStreamsResponse__Output } from './stellwerk/control/v1/ListStreamsResponse.ts';
import type { PauseStreamRequest as _stellwerk_control_v1_PauseStreamRequest, PauseStreamRequest__Output as _stellwerk_control_v1_PauseStreamRequest__Output } from './stellwerk/control/v1/PauseStreamRequest.ts';
import type { PauseStreamResponse as _stellwerk_control_v1_PauseStreamResponse, PauseStreamResponse__Output as _stellwerk_control_v1_PauseStreamResponse__Output } from './stellwerk/control/v1/PauseStreamResponse.ts';
import type { ResumeStreamRequest as _stellwerk_control_v1_ResumeStreamRequest, ResumeStreamRequest__Output as _stellwerk_control_v1_ResumeStreamRequest__Output } from './stellwerk/control/v1/ResumeStreamRequest.ts';
import type { ResumeStreamResponse as _stellwerk_control_v1_ResumeStreamResponse, ResumeStreamResponse__Output as _stellwerk_control_v1_ResumeStreamResponse__Output } from './stellwerk/control/v1/ResumeStreamResponse.ts';
import type { RowCounts as _stellwerk_control_v1_RowCounts, RowCounts__Output as _stellwerk_control_v1_RowCounts__Output } from './stellwerk/control/v1/RowCounts.ts';
import type { Run as _stellwerk_control_v1_Run, Run__Output as _stellwerk_control_v1_Run__Output } from './stellwerk/control/v1/Run.ts';
import type { RunServiceClient as _stellwerk_control_v1_RunServiceClient, RunServiceDefinition as _stellwerk_control_v1_RunServiceDefinition } from './stellwerk/control/v1/RunService.ts';
import type { RunStatus as _stellwerk_control_v1_RunStatus, RunStatus__Output as _stellwerk_control_v1_RunStatus__Output } from './stellwerk/control/v1/RunStatus.ts';
import type { ScheduleStatus as _stellwerk_control_v1_ScheduleStatus, ScheduleStatus__Output as _stellwerk_control_v1_ScheduleStatus__Output } from './stellwerk/control/v1/ScheduleStatus.ts';
import type { StreamServiceClient as _stellwerk_control_v1_StreamServiceClient, StreamServiceDefinition as _stellwerk_control_v1_StreamServiceDefinition } from './stellwerk/control/v1/StreamService.ts';
import type { StreamStatus as _stellwerk_control_v1_StreamStatus, StreamStatus__Output as _stellwerk_control_v1_StreamStatus__Output } from './stellwerk/control/v1/StreamStatus.ts';
import type { SyncStreamRequest as _stellwerk_control_v1_SyncStreamRequest, SyncStreamRequest__Output as _stellwerk_control_v1_SyncStreamRequest__Output } from './stellwerk/control/v1/SyncStreamRequest.ts';
import type { SyncStreamResponse as _stellwerk_control_v1_SyncStreamResponse, SyncStreamResponse__Output as _stellwerk_control_v1_SyncStreamResponse__Output } from './stellwerk/control/v1/SyncStreamResponse.ts';
import type { WatchStreamsRequest as _stellwerk_control_v1_WatchStreamsRequest, WatchStreamsRequest__Output as _stellwerk_control_v1_WatchStreamsRequest__Output } from './stellwerk/control/v1/WatchStreamsRequest.ts';
import type { WatchStreamsResponse as _stellwerk_control_v1_WatchStreamsResponse, WatchStreamsResponse__Output as _stellwerk_control_v1_WatchStreamsResponse__Output } from './stellwerk/control/v1/WatchStreamsResponse.ts';

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
        ArrivalStatus: MessageTypeDefinition<_stellwerk_control_v1_ArrivalStatus, _stellwerk_control_v1_ArrivalStatus__Output>
        ChangeHealth: EnumTypeDefinition
        ChangeLag: MessageTypeDefinition<_stellwerk_control_v1_ChangeLag, _stellwerk_control_v1_ChangeLag__Output>
        ChangePhase: EnumTypeDefinition
        ErrorStatus: MessageTypeDefinition<_stellwerk_control_v1_ErrorStatus, _stellwerk_control_v1_ErrorStatus__Output>
        GetRunRequest: MessageTypeDefinition<_stellwerk_control_v1_GetRunRequest, _stellwerk_control_v1_GetRunRequest__Output>
        GetRunResponse: MessageTypeDefinition<_stellwerk_control_v1_GetRunResponse, _stellwerk_control_v1_GetRunResponse__Output>
        GetStreamRequest: MessageTypeDefinition<_stellwerk_control_v1_GetStreamRequest, _stellwerk_control_v1_GetStreamRequest__Output>
        GetStreamResponse: MessageTypeDefinition<_stellwerk_control_v1_GetStreamResponse, _stellwerk_control_v1_GetStreamResponse__Output>
        ListRunsRequest: MessageTypeDefinition<_stellwerk_control_v1_ListRunsRequest, _stellwerk_control_v1_ListRunsRequest__Output>
        ListRunsResponse: MessageTypeDefinition<_stellwerk_control_v1_ListRunsResponse, _stellwerk_control_v1_ListRunsResponse__Output>
        ListStreamsRequest: MessageTypeDefinition<_stellwerk_control_v1_ListStreamsRequest, _stellwerk_control_v1_ListStreamsRequest__Output>
        ListStreamsResponse: MessageTypeDefinition<_stellwerk_control_v1_ListStreamsResponse, _stellwerk_control_v1_ListStreamsResponse__Output>
        PauseStreamRequest: MessageTypeDefinition<_stellwerk_control_v1_PauseStreamRequest, _stellwerk_control_v1_PauseStreamRequest__Output>
        PauseStreamResponse: MessageTypeDefinition<_stellwerk_control_v1_PauseStreamResponse, _stellwerk_control_v1_PauseStreamResponse__Output>
        ResumeStreamRequest: MessageTypeDefinition<_stellwerk_control_v1_ResumeStreamRequest, _stellwerk_control_v1_ResumeStreamRequest__Output>
        ResumeStreamResponse: MessageTypeDefinition<_stellwerk_control_v1_ResumeStreamResponse, _stellwerk_control_v1_ResumeStreamResponse__Output>
        RowCounts: MessageTypeDefinition<_stellwerk_control_v1_RowCounts, _stellwerk_control_v1_RowCounts__Output>
        Run: MessageTypeDefinition<_stellwerk_control_v1_Run, _stellwerk_control_v1_Run__Output>
        RunKind: EnumTypeDefinition
        RunOutcome: EnumTypeDefinition
        /**
         * Reports runs: polls, imports and replays, with their outcome.
         */
        RunService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_RunServiceClient> & { service: _stellwerk_control_v1_RunServiceDefinition }
        RunStatus: MessageTypeDefinition<_stellwerk_control_v1_RunStatus, _stellwerk_control_v1_RunStatus__Output>
        ScheduleStatus: MessageTypeDefinition<_stellwerk_control_v1_ScheduleStatus, _stellwerk_control_v1_ScheduleStatus__Output>
        /**
         * Reports and controls streams. A stream is one flow of one entity from one source.
         */
        StreamService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_StreamServiceClient> & { service: _stellwerk_control_v1_StreamServiceDefinition }
        StreamState: EnumTypeDefinition
        StreamStatus: MessageTypeDefinition<_stellwerk_control_v1_StreamStatus, _stellwerk_control_v1_StreamStatus__Output>
        SyncStreamRequest: MessageTypeDefinition<_stellwerk_control_v1_SyncStreamRequest, _stellwerk_control_v1_SyncStreamRequest__Output>
        SyncStreamResponse: MessageTypeDefinition<_stellwerk_control_v1_SyncStreamResponse, _stellwerk_control_v1_SyncStreamResponse__Output>
        WatchStreamsRequest: MessageTypeDefinition<_stellwerk_control_v1_WatchStreamsRequest, _stellwerk_control_v1_WatchStreamsRequest__Output>
        WatchStreamsResponse: MessageTypeDefinition<_stellwerk_control_v1_WatchStreamsResponse, _stellwerk_control_v1_WatchStreamsResponse__Output>
      }
    }
  }
}

