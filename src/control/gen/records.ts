import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Duration as _google_protobuf_Duration, Duration__Output as _google_protobuf_Duration__Output } from './google/protobuf/Duration.ts';
import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { AppliedVersion as _stellwerk_control_v1_AppliedVersion, AppliedVersion__Output as _stellwerk_control_v1_AppliedVersion__Output } from './stellwerk/control/v1/AppliedVersion.ts';
import type { EraseRecordRequest as _stellwerk_control_v1_EraseRecordRequest, EraseRecordRequest__Output as _stellwerk_control_v1_EraseRecordRequest__Output } from './stellwerk/control/v1/EraseRecordRequest.ts';
import type { EraseRecordResponse as _stellwerk_control_v1_EraseRecordResponse, EraseRecordResponse__Output as _stellwerk_control_v1_EraseRecordResponse__Output } from './stellwerk/control/v1/EraseRecordResponse.ts';
import type { ErasedRows as _stellwerk_control_v1_ErasedRows, ErasedRows__Output as _stellwerk_control_v1_ErasedRows__Output } from './stellwerk/control/v1/ErasedRows.ts';
import type { ErrorStatus as _stellwerk_control_v1_ErrorStatus, ErrorStatus__Output as _stellwerk_control_v1_ErrorStatus__Output } from './stellwerk/control/v1/ErrorStatus.ts';
import type { GetLaneRequest as _stellwerk_control_v1_GetLaneRequest, GetLaneRequest__Output as _stellwerk_control_v1_GetLaneRequest__Output } from './stellwerk/control/v1/GetLaneRequest.ts';
import type { GetLaneResponse as _stellwerk_control_v1_GetLaneResponse, GetLaneResponse__Output as _stellwerk_control_v1_GetLaneResponse__Output } from './stellwerk/control/v1/GetLaneResponse.ts';
import type { GetRecordStoryRequest as _stellwerk_control_v1_GetRecordStoryRequest, GetRecordStoryRequest__Output as _stellwerk_control_v1_GetRecordStoryRequest__Output } from './stellwerk/control/v1/GetRecordStoryRequest.ts';
import type { GetRecordStoryResponse as _stellwerk_control_v1_GetRecordStoryResponse, GetRecordStoryResponse__Output as _stellwerk_control_v1_GetRecordStoryResponse__Output } from './stellwerk/control/v1/GetRecordStoryResponse.ts';
import type { LaneServiceClient as _stellwerk_control_v1_LaneServiceClient, LaneServiceDefinition as _stellwerk_control_v1_LaneServiceDefinition } from './stellwerk/control/v1/LaneService.ts';
import type { LaneStatus as _stellwerk_control_v1_LaneStatus, LaneStatus__Output as _stellwerk_control_v1_LaneStatus__Output } from './stellwerk/control/v1/LaneStatus.ts';
import type { ListLanesRequest as _stellwerk_control_v1_ListLanesRequest, ListLanesRequest__Output as _stellwerk_control_v1_ListLanesRequest__Output } from './stellwerk/control/v1/ListLanesRequest.ts';
import type { ListLanesResponse as _stellwerk_control_v1_ListLanesResponse, ListLanesResponse__Output as _stellwerk_control_v1_ListLanesResponse__Output } from './stellwerk/control/v1/ListLanesResponse.ts';
import type { ListPausedLaneKeysRequest as _stellwerk_control_v1_ListPausedLaneKeysRequest, ListPausedLaneKeysRequest__Output as _stellwerk_control_v1_ListPausedLaneKeysRequest__Output } from './stellwerk/control/v1/ListPausedLaneKeysRequest.ts';
import type { ListPausedLaneKeysResponse as _stellwerk_control_v1_ListPausedLaneKeysResponse, ListPausedLaneKeysResponse__Output as _stellwerk_control_v1_ListPausedLaneKeysResponse__Output } from './stellwerk/control/v1/ListPausedLaneKeysResponse.ts';
import type { LookUpRecordRequest as _stellwerk_control_v1_LookUpRecordRequest, LookUpRecordRequest__Output as _stellwerk_control_v1_LookUpRecordRequest__Output } from './stellwerk/control/v1/LookUpRecordRequest.ts';
import type { LookUpRecordResponse as _stellwerk_control_v1_LookUpRecordResponse, LookUpRecordResponse__Output as _stellwerk_control_v1_LookUpRecordResponse__Output } from './stellwerk/control/v1/LookUpRecordResponse.ts';
import type { MergeRecordsRequest as _stellwerk_control_v1_MergeRecordsRequest, MergeRecordsRequest__Output as _stellwerk_control_v1_MergeRecordsRequest__Output } from './stellwerk/control/v1/MergeRecordsRequest.ts';
import type { MergeRecordsResponse as _stellwerk_control_v1_MergeRecordsResponse, MergeRecordsResponse__Output as _stellwerk_control_v1_MergeRecordsResponse__Output } from './stellwerk/control/v1/MergeRecordsResponse.ts';
import type { ParkedVersion as _stellwerk_control_v1_ParkedVersion, ParkedVersion__Output as _stellwerk_control_v1_ParkedVersion__Output } from './stellwerk/control/v1/ParkedVersion.ts';
import type { PauseLaneKeyRequest as _stellwerk_control_v1_PauseLaneKeyRequest, PauseLaneKeyRequest__Output as _stellwerk_control_v1_PauseLaneKeyRequest__Output } from './stellwerk/control/v1/PauseLaneKeyRequest.ts';
import type { PauseLaneKeyResponse as _stellwerk_control_v1_PauseLaneKeyResponse, PauseLaneKeyResponse__Output as _stellwerk_control_v1_PauseLaneKeyResponse__Output } from './stellwerk/control/v1/PauseLaneKeyResponse.ts';
import type { PauseLaneRequest as _stellwerk_control_v1_PauseLaneRequest, PauseLaneRequest__Output as _stellwerk_control_v1_PauseLaneRequest__Output } from './stellwerk/control/v1/PauseLaneRequest.ts';
import type { PauseLaneResponse as _stellwerk_control_v1_PauseLaneResponse, PauseLaneResponse__Output as _stellwerk_control_v1_PauseLaneResponse__Output } from './stellwerk/control/v1/PauseLaneResponse.ts';
import type { RecordDeadLetter as _stellwerk_control_v1_RecordDeadLetter, RecordDeadLetter__Output as _stellwerk_control_v1_RecordDeadLetter__Output } from './stellwerk/control/v1/RecordDeadLetter.ts';
import type { RecordEvent as _stellwerk_control_v1_RecordEvent, RecordEvent__Output as _stellwerk_control_v1_RecordEvent__Output } from './stellwerk/control/v1/RecordEvent.ts';
import type { RecordId as _stellwerk_control_v1_RecordId, RecordId__Output as _stellwerk_control_v1_RecordId__Output } from './stellwerk/control/v1/RecordId.ts';
import type { RecordLane as _stellwerk_control_v1_RecordLane, RecordLane__Output as _stellwerk_control_v1_RecordLane__Output } from './stellwerk/control/v1/RecordLane.ts';
import type { RecordLink as _stellwerk_control_v1_RecordLink, RecordLink__Output as _stellwerk_control_v1_RecordLink__Output } from './stellwerk/control/v1/RecordLink.ts';
import type { RecordServiceClient as _stellwerk_control_v1_RecordServiceClient, RecordServiceDefinition as _stellwerk_control_v1_RecordServiceDefinition } from './stellwerk/control/v1/RecordService.ts';
import type { RecordStatus as _stellwerk_control_v1_RecordStatus, RecordStatus__Output as _stellwerk_control_v1_RecordStatus__Output } from './stellwerk/control/v1/RecordStatus.ts';
import type { RecordStory as _stellwerk_control_v1_RecordStory, RecordStory__Output as _stellwerk_control_v1_RecordStory__Output } from './stellwerk/control/v1/RecordStory.ts';
import type { RecordStream as _stellwerk_control_v1_RecordStream, RecordStream__Output as _stellwerk_control_v1_RecordStream__Output } from './stellwerk/control/v1/RecordStream.ts';
import type { RecordVersion as _stellwerk_control_v1_RecordVersion, RecordVersion__Output as _stellwerk_control_v1_RecordVersion__Output } from './stellwerk/control/v1/RecordVersion.ts';
import type { RelinkedFlow as _stellwerk_control_v1_RelinkedFlow, RelinkedFlow__Output as _stellwerk_control_v1_RelinkedFlow__Output } from './stellwerk/control/v1/RelinkedFlow.ts';
import type { RelinkedId as _stellwerk_control_v1_RelinkedId, RelinkedId__Output as _stellwerk_control_v1_RelinkedId__Output } from './stellwerk/control/v1/RelinkedId.ts';
import type { RelinkedLane as _stellwerk_control_v1_RelinkedLane, RelinkedLane__Output as _stellwerk_control_v1_RelinkedLane__Output } from './stellwerk/control/v1/RelinkedLane.ts';
import type { RelinkedRecord as _stellwerk_control_v1_RelinkedRecord, RelinkedRecord__Output as _stellwerk_control_v1_RelinkedRecord__Output } from './stellwerk/control/v1/RelinkedRecord.ts';
import type { Relinking as _stellwerk_control_v1_Relinking, Relinking__Output as _stellwerk_control_v1_Relinking__Output } from './stellwerk/control/v1/Relinking.ts';
import type { RemainingRows as _stellwerk_control_v1_RemainingRows, RemainingRows__Output as _stellwerk_control_v1_RemainingRows__Output } from './stellwerk/control/v1/RemainingRows.ts';
import type { ReplayLaneRequest as _stellwerk_control_v1_ReplayLaneRequest, ReplayLaneRequest__Output as _stellwerk_control_v1_ReplayLaneRequest__Output } from './stellwerk/control/v1/ReplayLaneRequest.ts';
import type { ReplayLaneResponse as _stellwerk_control_v1_ReplayLaneResponse, ReplayLaneResponse__Output as _stellwerk_control_v1_ReplayLaneResponse__Output } from './stellwerk/control/v1/ReplayLaneResponse.ts';
import type { ResumeLaneKeyRequest as _stellwerk_control_v1_ResumeLaneKeyRequest, ResumeLaneKeyRequest__Output as _stellwerk_control_v1_ResumeLaneKeyRequest__Output } from './stellwerk/control/v1/ResumeLaneKeyRequest.ts';
import type { ResumeLaneKeyResponse as _stellwerk_control_v1_ResumeLaneKeyResponse, ResumeLaneKeyResponse__Output as _stellwerk_control_v1_ResumeLaneKeyResponse__Output } from './stellwerk/control/v1/ResumeLaneKeyResponse.ts';
import type { ResumeLaneRequest as _stellwerk_control_v1_ResumeLaneRequest, ResumeLaneRequest__Output as _stellwerk_control_v1_ResumeLaneRequest__Output } from './stellwerk/control/v1/ResumeLaneRequest.ts';
import type { ResumeLaneResponse as _stellwerk_control_v1_ResumeLaneResponse, ResumeLaneResponse__Output as _stellwerk_control_v1_ResumeLaneResponse__Output } from './stellwerk/control/v1/ResumeLaneResponse.ts';
import type { SplitRecordRequest as _stellwerk_control_v1_SplitRecordRequest, SplitRecordRequest__Output as _stellwerk_control_v1_SplitRecordRequest__Output } from './stellwerk/control/v1/SplitRecordRequest.ts';
import type { SplitRecordResponse as _stellwerk_control_v1_SplitRecordResponse, SplitRecordResponse__Output as _stellwerk_control_v1_SplitRecordResponse__Output } from './stellwerk/control/v1/SplitRecordResponse.ts';
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
        AppliedFate: EnumTypeDefinition
        AppliedVersion: MessageTypeDefinition<_stellwerk_control_v1_AppliedVersion, _stellwerk_control_v1_AppliedVersion__Output>
        EraseRecordRequest: MessageTypeDefinition<_stellwerk_control_v1_EraseRecordRequest, _stellwerk_control_v1_EraseRecordRequest__Output>
        EraseRecordResponse: MessageTypeDefinition<_stellwerk_control_v1_EraseRecordResponse, _stellwerk_control_v1_EraseRecordResponse__Output>
        ErasedPlace: EnumTypeDefinition
        ErasedRows: MessageTypeDefinition<_stellwerk_control_v1_ErasedRows, _stellwerk_control_v1_ErasedRows__Output>
        ErrorStatus: MessageTypeDefinition<_stellwerk_control_v1_ErrorStatus, _stellwerk_control_v1_ErrorStatus__Output>
        FlowFate: EnumTypeDefinition
        GetLaneRequest: MessageTypeDefinition<_stellwerk_control_v1_GetLaneRequest, _stellwerk_control_v1_GetLaneRequest__Output>
        GetLaneResponse: MessageTypeDefinition<_stellwerk_control_v1_GetLaneResponse, _stellwerk_control_v1_GetLaneResponse__Output>
        GetRecordStoryRequest: MessageTypeDefinition<_stellwerk_control_v1_GetRecordStoryRequest, _stellwerk_control_v1_GetRecordStoryRequest__Output>
        GetRecordStoryResponse: MessageTypeDefinition<_stellwerk_control_v1_GetRecordStoryResponse, _stellwerk_control_v1_GetRecordStoryResponse__Output>
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
        LookUpRecordRequest: MessageTypeDefinition<_stellwerk_control_v1_LookUpRecordRequest, _stellwerk_control_v1_LookUpRecordRequest__Output>
        LookUpRecordResponse: MessageTypeDefinition<_stellwerk_control_v1_LookUpRecordResponse, _stellwerk_control_v1_LookUpRecordResponse__Output>
        MergeRecordsRequest: MessageTypeDefinition<_stellwerk_control_v1_MergeRecordsRequest, _stellwerk_control_v1_MergeRecordsRequest__Output>
        MergeRecordsResponse: MessageTypeDefinition<_stellwerk_control_v1_MergeRecordsResponse, _stellwerk_control_v1_MergeRecordsResponse__Output>
        ParkedVersion: MessageTypeDefinition<_stellwerk_control_v1_ParkedVersion, _stellwerk_control_v1_ParkedVersion__Output>
        PauseLaneKeyRequest: MessageTypeDefinition<_stellwerk_control_v1_PauseLaneKeyRequest, _stellwerk_control_v1_PauseLaneKeyRequest__Output>
        PauseLaneKeyResponse: MessageTypeDefinition<_stellwerk_control_v1_PauseLaneKeyResponse, _stellwerk_control_v1_PauseLaneKeyResponse__Output>
        PauseLaneRequest: MessageTypeDefinition<_stellwerk_control_v1_PauseLaneRequest, _stellwerk_control_v1_PauseLaneRequest__Output>
        PauseLaneResponse: MessageTypeDefinition<_stellwerk_control_v1_PauseLaneResponse, _stellwerk_control_v1_PauseLaneResponse__Output>
        RecordDeadLetter: MessageTypeDefinition<_stellwerk_control_v1_RecordDeadLetter, _stellwerk_control_v1_RecordDeadLetter__Output>
        RecordEvent: MessageTypeDefinition<_stellwerk_control_v1_RecordEvent, _stellwerk_control_v1_RecordEvent__Output>
        RecordEventKind: EnumTypeDefinition
        RecordId: MessageTypeDefinition<_stellwerk_control_v1_RecordId, _stellwerk_control_v1_RecordId__Output>
        RecordLane: MessageTypeDefinition<_stellwerk_control_v1_RecordLane, _stellwerk_control_v1_RecordLane__Output>
        RecordLink: MessageTypeDefinition<_stellwerk_control_v1_RecordLink, _stellwerk_control_v1_RecordLink__Output>
        RecordPlace: EnumTypeDefinition
        /**
         * Locates, merges, splits and erases single things: in which systems and versions a thing exists,
         * where it is in each lane, and which ids belong to it.
         */
        RecordService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_RecordServiceClient> & { service: _stellwerk_control_v1_RecordServiceDefinition }
        RecordStatus: MessageTypeDefinition<_stellwerk_control_v1_RecordStatus, _stellwerk_control_v1_RecordStatus__Output>
        RecordStory: MessageTypeDefinition<_stellwerk_control_v1_RecordStory, _stellwerk_control_v1_RecordStory__Output>
        RecordStream: MessageTypeDefinition<_stellwerk_control_v1_RecordStream, _stellwerk_control_v1_RecordStream__Output>
        RecordVersion: MessageTypeDefinition<_stellwerk_control_v1_RecordVersion, _stellwerk_control_v1_RecordVersion__Output>
        RelinkedFlow: MessageTypeDefinition<_stellwerk_control_v1_RelinkedFlow, _stellwerk_control_v1_RelinkedFlow__Output>
        RelinkedId: MessageTypeDefinition<_stellwerk_control_v1_RelinkedId, _stellwerk_control_v1_RelinkedId__Output>
        RelinkedLane: MessageTypeDefinition<_stellwerk_control_v1_RelinkedLane, _stellwerk_control_v1_RelinkedLane__Output>
        RelinkedRecord: MessageTypeDefinition<_stellwerk_control_v1_RelinkedRecord, _stellwerk_control_v1_RelinkedRecord__Output>
        Relinking: MessageTypeDefinition<_stellwerk_control_v1_Relinking, _stellwerk_control_v1_Relinking__Output>
        RemainderKind: EnumTypeDefinition
        RemainingRows: MessageTypeDefinition<_stellwerk_control_v1_RemainingRows, _stellwerk_control_v1_RemainingRows__Output>
        ReplayLaneRequest: MessageTypeDefinition<_stellwerk_control_v1_ReplayLaneRequest, _stellwerk_control_v1_ReplayLaneRequest__Output>
        ReplayLaneResponse: MessageTypeDefinition<_stellwerk_control_v1_ReplayLaneResponse, _stellwerk_control_v1_ReplayLaneResponse__Output>
        ResumeLaneKeyRequest: MessageTypeDefinition<_stellwerk_control_v1_ResumeLaneKeyRequest, _stellwerk_control_v1_ResumeLaneKeyRequest__Output>
        ResumeLaneKeyResponse: MessageTypeDefinition<_stellwerk_control_v1_ResumeLaneKeyResponse, _stellwerk_control_v1_ResumeLaneKeyResponse__Output>
        ResumeLaneRequest: MessageTypeDefinition<_stellwerk_control_v1_ResumeLaneRequest, _stellwerk_control_v1_ResumeLaneRequest__Output>
        ResumeLaneResponse: MessageTypeDefinition<_stellwerk_control_v1_ResumeLaneResponse, _stellwerk_control_v1_ResumeLaneResponse__Output>
        SplitRecordRequest: MessageTypeDefinition<_stellwerk_control_v1_SplitRecordRequest, _stellwerk_control_v1_SplitRecordRequest__Output>
        SplitRecordResponse: MessageTypeDefinition<_stellwerk_control_v1_SplitRecordResponse, _stellwerk_control_v1_SplitRecordResponse__Output>
        VerdictCounts: MessageTypeDefinition<_stellwerk_control_v1_VerdictCounts, _stellwerk_control_v1_VerdictCounts__Output>
        WatchLanesRequest: MessageTypeDefinition<_stellwerk_control_v1_WatchLanesRequest, _stellwerk_control_v1_WatchLanesRequest__Output>
        WatchLanesResponse: MessageTypeDefinition<_stellwerk_control_v1_WatchLanesResponse, _stellwerk_control_v1_WatchLanesResponse__Output>
      }
    }
  }
}

