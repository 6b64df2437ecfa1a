import type { AuditFilter, AuditPoint, AuditRow, AuditVerdict } from '../domain/index.ts';
import { AUDIT_START, Failure } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce, callStream } from './client-call.ts';
import { readPages } from './client-pages.ts';
import type { ServiceClients } from './client-orders.ts';
import type { ExportAuditLogResponse__Output } from './gen/stellwerk/control/v1/ExportAuditLogResponse.ts';
import type { ListAuditEntriesResponse__Output } from './gen/stellwerk/control/v1/ListAuditEntriesResponse.ts';
import type { VerifyAuditLogResponse__Output } from './gen/stellwerk/control/v1/VerifyAuditLogResponse.ts';
import { auditFilterMessage, readAuditEntry, readVerdict } from './messages/index.ts';
import type { ListedAuditEntry } from './messages/index.ts';

/** A part of an export, with the start and head of the log at that time. */
export interface ExportedStretch {
  readonly rows: readonly AuditRow[];
  readonly start: AuditPoint;
  readonly head: AuditPoint;
}

/** The part of the API that reads and verifies the audit log. */
export interface AuditClient {
  /** Lists rows, newest first. @param limit maximum number of rows */
  list(
    filter: AuditFilter,
    limit: number,
  ): Promise<{ entries: readonly ListedAuditEntry[]; more: boolean }>;
  /** Streams the whole log, oldest first; the last part reaches its head. */
  export(): AsyncIterable<ExportedStretch>;
  /** Has the hub verify its log. @param onProgress called with the progress, a few times a second */
  verify(
    expected: AuditPoint | null,
    onProgress: (progress: { readonly checked: number; readonly total: number }) => void,
  ): Promise<AuditVerdict>;
}

export function auditClient({ audit }: ServiceClients, limits: CallLimits): AuditClient {
  return {
    async list(filter, limit) {
      const asked = auditFilterMessage(filter);
      const { items: entries, more } = await readPages(
        limit,
        (page) =>
          callOnce<ListAuditEntriesResponse__Output>(limits, (options, done) =>
            audit.listAuditEntries({ filter: asked, ...page }, options, done),
          ),
        (answer) => answer.entries.map(readAuditEntry),
      );
      return { entries, more };
    },
    async *export() {
      const call = () => audit.exportAuditLog({});
      for await (const piece of callStream<ExportAuditLogResponse__Output>(limits, call)) {
        yield {
          rows: piece.rows.map(({ seq, entryJson, hash }) => ({ seq, entry: entryJson, hash })),
          start: piece.start ?? AUDIT_START,
          head: piece.head ?? AUDIT_START,
        };
      }
    },
    async verify(expected, onProgress) {
      const call = () => audit.verifyAuditLog({ expected });
      for await (const news of callStream<VerifyAuditLogResponse__Output>(limits, call)) {
        onProgress(news);
        if (news.verdict) return readVerdict(news.verdict, news.checked);
      }
      throw new Failure('INTERNAL', {
        message: 'The hub ended the verification without a verdict.',
      });
    },
  };
}
