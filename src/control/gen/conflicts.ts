import type * as grpc from '@grpc/grpc-js';
import type { MessageTypeDefinition } from '@grpc/proto-loader';

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { ConflictServiceClient as _stellwerk_control_v1_ConflictServiceClient, ConflictServiceDefinition as _stellwerk_control_v1_ConflictServiceDefinition } from './stellwerk/control/v1/ConflictService.ts';
import type { ConflictSide as _stellwerk_control_v1_ConflictSide, ConflictSide__Output as _stellwerk_control_v1_ConflictSide__Output } from './stellwerk/control/v1/ConflictSide.ts';
import type { FieldConflict as _stellwerk_control_v1_FieldConflict, FieldConflict__Output as _stellwerk_control_v1_FieldConflict__Output } from './stellwerk/control/v1/FieldConflict.ts';
import type { ListConflictsRequest as _stellwerk_control_v1_ListConflictsRequest, ListConflictsRequest__Output as _stellwerk_control_v1_ListConflictsRequest__Output } from './stellwerk/control/v1/ListConflictsRequest.ts';
import type { ListConflictsResponse as _stellwerk_control_v1_ListConflictsResponse, ListConflictsResponse__Output as _stellwerk_control_v1_ListConflictsResponse__Output } from './stellwerk/control/v1/ListConflictsResponse.ts';

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
         * Conflicts: fields that both sides of a two-way flow changed since they last agreed.
         */
        ConflictService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_ConflictServiceClient> & { service: _stellwerk_control_v1_ConflictServiceDefinition }
        ConflictSide: MessageTypeDefinition<_stellwerk_control_v1_ConflictSide, _stellwerk_control_v1_ConflictSide__Output>
        FieldConflict: MessageTypeDefinition<_stellwerk_control_v1_FieldConflict, _stellwerk_control_v1_FieldConflict__Output>
        ListConflictsRequest: MessageTypeDefinition<_stellwerk_control_v1_ListConflictsRequest, _stellwerk_control_v1_ListConflictsRequest__Output>
        ListConflictsResponse: MessageTypeDefinition<_stellwerk_control_v1_ListConflictsResponse, _stellwerk_control_v1_ListConflictsResponse__Output>
      }
    }
  }
}

