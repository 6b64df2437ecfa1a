import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { DeadLetter as _stellwerk_control_v1_DeadLetter, DeadLetter__Output as _stellwerk_control_v1_DeadLetter__Output } from './stellwerk/control/v1/DeadLetter.ts';
import type { DeadLetterFilter as _stellwerk_control_v1_DeadLetterFilter, DeadLetterFilter__Output as _stellwerk_control_v1_DeadLetterFilter__Output } from './stellwerk/control/v1/DeadLetterFilter.ts';
import type { DeadLetterGroup as _stellwerk_control_v1_DeadLetterGroup, DeadLetterGroup__Output as _stellwerk_control_v1_DeadLetterGroup__Output } from './stellwerk/control/v1/DeadLetterGroup.ts';
import type { DeadLetterServiceClient as _stellwerk_control_v1_DeadLetterServiceClient, DeadLetterServiceDefinition as _stellwerk_control_v1_DeadLetterServiceDefinition } from './stellwerk/control/v1/DeadLetterService.ts';
import type { DiscardDeadLettersRequest as _stellwerk_control_v1_DiscardDeadLettersRequest, DiscardDeadLettersRequest__Output as _stellwerk_control_v1_DiscardDeadLettersRequest__Output } from './stellwerk/control/v1/DiscardDeadLettersRequest.ts';
import type { DiscardDeadLettersResponse as _stellwerk_control_v1_DiscardDeadLettersResponse, DiscardDeadLettersResponse__Output as _stellwerk_control_v1_DiscardDeadLettersResponse__Output } from './stellwerk/control/v1/DiscardDeadLettersResponse.ts';
import type { FailedAttempt as _stellwerk_control_v1_FailedAttempt, FailedAttempt__Output as _stellwerk_control_v1_FailedAttempt__Output } from './stellwerk/control/v1/FailedAttempt.ts';
import type { FieldDifference as _stellwerk_control_v1_FieldDifference, FieldDifference__Output as _stellwerk_control_v1_FieldDifference__Output } from './stellwerk/control/v1/FieldDifference.ts';
import type { GetDeadLetterRequest as _stellwerk_control_v1_GetDeadLetterRequest, GetDeadLetterRequest__Output as _stellwerk_control_v1_GetDeadLetterRequest__Output } from './stellwerk/control/v1/GetDeadLetterRequest.ts';
import type { GetDeadLetterResponse as _stellwerk_control_v1_GetDeadLetterResponse, GetDeadLetterResponse__Output as _stellwerk_control_v1_GetDeadLetterResponse__Output } from './stellwerk/control/v1/GetDeadLetterResponse.ts';
import type { ListDeadLetterGroupsRequest as _stellwerk_control_v1_ListDeadLetterGroupsRequest, ListDeadLetterGroupsRequest__Output as _stellwerk_control_v1_ListDeadLetterGroupsRequest__Output } from './stellwerk/control/v1/ListDeadLetterGroupsRequest.ts';
import type { ListDeadLetterGroupsResponse as _stellwerk_control_v1_ListDeadLetterGroupsResponse, ListDeadLetterGroupsResponse__Output as _stellwerk_control_v1_ListDeadLetterGroupsResponse__Output } from './stellwerk/control/v1/ListDeadLetterGroupsResponse.ts';
import type { ListDeadLettersRequest as _stellwerk_control_v1_ListDeadLettersRequest, ListDeadLettersRequest__Output as _stellwerk_control_v1_ListDeadLettersRequest__Output } from './stellwerk/control/v1/ListDeadLettersRequest.ts';
import type { ListDeadLettersResponse as _stellwerk_control_v1_ListDeadLettersResponse, ListDeadLettersResponse__Output as _stellwerk_control_v1_ListDeadLettersResponse__Output } from './stellwerk/control/v1/ListDeadLettersResponse.ts';
import type { ReplayDeadLettersRequest as _stellwerk_control_v1_ReplayDeadLettersRequest, ReplayDeadLettersRequest__Output as _stellwerk_control_v1_ReplayDeadLettersRequest__Output } from './stellwerk/control/v1/ReplayDeadLettersRequest.ts';
import type { ReplayDeadLettersResponse as _stellwerk_control_v1_ReplayDeadLettersResponse, ReplayDeadLettersResponse__Output as _stellwerk_control_v1_ReplayDeadLettersResponse__Output } from './stellwerk/control/v1/ReplayDeadLettersResponse.ts';
import type { ReplayPreview as _stellwerk_control_v1_ReplayPreview, ReplayPreview__Output as _stellwerk_control_v1_ReplayPreview__Output } from './stellwerk/control/v1/ReplayPreview.ts';

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
        DeadLetter: MessageTypeDefinition<_stellwerk_control_v1_DeadLetter, _stellwerk_control_v1_DeadLetter__Output>
        DeadLetterClass: EnumTypeDefinition
        DeadLetterClosing: EnumTypeDefinition
        DeadLetterFilter: MessageTypeDefinition<_stellwerk_control_v1_DeadLetterFilter, _stellwerk_control_v1_DeadLetterFilter__Output>
        DeadLetterGroup: MessageTypeDefinition<_stellwerk_control_v1_DeadLetterGroup, _stellwerk_control_v1_DeadLetterGroup__Output>
        /**
         * Reports and resolves dead letters: records that could not be delivered, and rows that could not
         * become records.
         */
        DeadLetterService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_DeadLetterServiceClient> & { service: _stellwerk_control_v1_DeadLetterServiceDefinition }
        DeadLetterState: EnumTypeDefinition
        DiscardDeadLettersRequest: MessageTypeDefinition<_stellwerk_control_v1_DiscardDeadLettersRequest, _stellwerk_control_v1_DiscardDeadLettersRequest__Output>
        DiscardDeadLettersResponse: MessageTypeDefinition<_stellwerk_control_v1_DiscardDeadLettersResponse, _stellwerk_control_v1_DiscardDeadLettersResponse__Output>
        FailedAttempt: MessageTypeDefinition<_stellwerk_control_v1_FailedAttempt, _stellwerk_control_v1_FailedAttempt__Output>
        FieldDifference: MessageTypeDefinition<_stellwerk_control_v1_FieldDifference, _stellwerk_control_v1_FieldDifference__Output>
        GetDeadLetterRequest: MessageTypeDefinition<_stellwerk_control_v1_GetDeadLetterRequest, _stellwerk_control_v1_GetDeadLetterRequest__Output>
        GetDeadLetterResponse: MessageTypeDefinition<_stellwerk_control_v1_GetDeadLetterResponse, _stellwerk_control_v1_GetDeadLetterResponse__Output>
        ListDeadLetterGroupsRequest: MessageTypeDefinition<_stellwerk_control_v1_ListDeadLetterGroupsRequest, _stellwerk_control_v1_ListDeadLetterGroupsRequest__Output>
        ListDeadLetterGroupsResponse: MessageTypeDefinition<_stellwerk_control_v1_ListDeadLetterGroupsResponse, _stellwerk_control_v1_ListDeadLetterGroupsResponse__Output>
        ListDeadLettersRequest: MessageTypeDefinition<_stellwerk_control_v1_ListDeadLettersRequest, _stellwerk_control_v1_ListDeadLettersRequest__Output>
        ListDeadLettersResponse: MessageTypeDefinition<_stellwerk_control_v1_ListDeadLettersResponse, _stellwerk_control_v1_ListDeadLettersResponse__Output>
        ReplayDeadLettersRequest: MessageTypeDefinition<_stellwerk_control_v1_ReplayDeadLettersRequest, _stellwerk_control_v1_ReplayDeadLettersRequest__Output>
        ReplayDeadLettersResponse: MessageTypeDefinition<_stellwerk_control_v1_ReplayDeadLettersResponse, _stellwerk_control_v1_ReplayDeadLettersResponse__Output>
        ReplayEffect: EnumTypeDefinition
        ReplayPreview: MessageTypeDefinition<_stellwerk_control_v1_ReplayPreview, _stellwerk_control_v1_ReplayPreview__Output>
      }
    }
  }
}

