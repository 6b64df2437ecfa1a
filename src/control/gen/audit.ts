import type * as grpc from '@grpc/grpc-js';
import type { EnumTypeDefinition, MessageTypeDefinition } from '@grpc/proto-loader';

import type { Timestamp as _google_protobuf_Timestamp, Timestamp__Output as _google_protobuf_Timestamp__Output } from './google/protobuf/Timestamp.ts';
import type { AuditEntry as _stellwerk_control_v1_AuditEntry, AuditEntry__Output as _stellwerk_control_v1_AuditEntry__Output } from './stellwerk/control/v1/AuditEntry.ts';
import type { AuditFault as _stellwerk_control_v1_AuditFault, AuditFault__Output as _stellwerk_control_v1_AuditFault__Output } from './stellwerk/control/v1/AuditFault.ts';
import type { AuditFilter as _stellwerk_control_v1_AuditFilter, AuditFilter__Output as _stellwerk_control_v1_AuditFilter__Output } from './stellwerk/control/v1/AuditFilter.ts';
import type { AuditPoint as _stellwerk_control_v1_AuditPoint, AuditPoint__Output as _stellwerk_control_v1_AuditPoint__Output } from './stellwerk/control/v1/AuditPoint.ts';
import type { AuditRow as _stellwerk_control_v1_AuditRow, AuditRow__Output as _stellwerk_control_v1_AuditRow__Output } from './stellwerk/control/v1/AuditRow.ts';
import type { AuditServiceClient as _stellwerk_control_v1_AuditServiceClient, AuditServiceDefinition as _stellwerk_control_v1_AuditServiceDefinition } from './stellwerk/control/v1/AuditService.ts';
import type { AuditVerdict as _stellwerk_control_v1_AuditVerdict, AuditVerdict__Output as _stellwerk_control_v1_AuditVerdict__Output } from './stellwerk/control/v1/AuditVerdict.ts';
import type { ExportAuditLogRequest as _stellwerk_control_v1_ExportAuditLogRequest, ExportAuditLogRequest__Output as _stellwerk_control_v1_ExportAuditLogRequest__Output } from './stellwerk/control/v1/ExportAuditLogRequest.ts';
import type { ExportAuditLogResponse as _stellwerk_control_v1_ExportAuditLogResponse, ExportAuditLogResponse__Output as _stellwerk_control_v1_ExportAuditLogResponse__Output } from './stellwerk/control/v1/ExportAuditLogResponse.ts';
import type { ListAuditEntriesRequest as _stellwerk_control_v1_ListAuditEntriesRequest, ListAuditEntriesRequest__Output as _stellwerk_control_v1_ListAuditEntriesRequest__Output } from './stellwerk/control/v1/ListAuditEntriesRequest.ts';
import type { ListAuditEntriesResponse as _stellwerk_control_v1_ListAuditEntriesResponse, ListAuditEntriesResponse__Output as _stellwerk_control_v1_ListAuditEntriesResponse__Output } from './stellwerk/control/v1/ListAuditEntriesResponse.ts';
import type { VerifyAuditLogRequest as _stellwerk_control_v1_VerifyAuditLogRequest, VerifyAuditLogRequest__Output as _stellwerk_control_v1_VerifyAuditLogRequest__Output } from './stellwerk/control/v1/VerifyAuditLogRequest.ts';
import type { VerifyAuditLogResponse as _stellwerk_control_v1_VerifyAuditLogResponse, VerifyAuditLogResponse__Output as _stellwerk_control_v1_VerifyAuditLogResponse__Output } from './stellwerk/control/v1/VerifyAuditLogResponse.ts';

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
        AuditEntry: MessageTypeDefinition<_stellwerk_control_v1_AuditEntry, _stellwerk_control_v1_AuditEntry__Output>
        AuditFault: MessageTypeDefinition<_stellwerk_control_v1_AuditFault, _stellwerk_control_v1_AuditFault__Output>
        AuditFaultKind: EnumTypeDefinition
        AuditFilter: MessageTypeDefinition<_stellwerk_control_v1_AuditFilter, _stellwerk_control_v1_AuditFilter__Output>
        AuditOutcome: EnumTypeDefinition
        AuditPoint: MessageTypeDefinition<_stellwerk_control_v1_AuditPoint, _stellwerk_control_v1_AuditPoint__Output>
        AuditRow: MessageTypeDefinition<_stellwerk_control_v1_AuditRow, _stellwerk_control_v1_AuditRow__Output>
        /**
         * The audit log: every command and every denied call, in an append-only log. Each row carries a
         * hash that chains it to the row before: SHA-256(hash of the row before, 32 bytes; then the
         * canonical JSON (RFC 8785) of `{"entry": …, "seq": …}`). The first row uses 32 zero bytes as the
         * hash before it.
         */
        AuditService: SubtypeConstructor<typeof grpc.Client, _stellwerk_control_v1_AuditServiceClient> & { service: _stellwerk_control_v1_AuditServiceDefinition }
        AuditVerdict: MessageTypeDefinition<_stellwerk_control_v1_AuditVerdict, _stellwerk_control_v1_AuditVerdict__Output>
        ExportAuditLogRequest: MessageTypeDefinition<_stellwerk_control_v1_ExportAuditLogRequest, _stellwerk_control_v1_ExportAuditLogRequest__Output>
        ExportAuditLogResponse: MessageTypeDefinition<_stellwerk_control_v1_ExportAuditLogResponse, _stellwerk_control_v1_ExportAuditLogResponse__Output>
        ListAuditEntriesRequest: MessageTypeDefinition<_stellwerk_control_v1_ListAuditEntriesRequest, _stellwerk_control_v1_ListAuditEntriesRequest__Output>
        ListAuditEntriesResponse: MessageTypeDefinition<_stellwerk_control_v1_ListAuditEntriesResponse, _stellwerk_control_v1_ListAuditEntriesResponse__Output>
        VerifyAuditLogRequest: MessageTypeDefinition<_stellwerk_control_v1_VerifyAuditLogRequest, _stellwerk_control_v1_VerifyAuditLogRequest__Output>
        VerifyAuditLogResponse: MessageTypeDefinition<_stellwerk_control_v1_VerifyAuditLogResponse, _stellwerk_control_v1_VerifyAuditLogResponse__Output>
      }
    }
  }
}

