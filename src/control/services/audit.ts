import type { AuditVerdict } from '../../domain/index.ts';
import type { AuditLogPort } from '../audit-log-port.ts';
import type { ServiceContext } from '../context.ts';
import type { AuditServiceHandlers } from '../gen/stellwerk/control/v1/AuditService.ts';
import type { ExportAuditLogResponse } from '../gen/stellwerk/control/v1/ExportAuditLogResponse.ts';
import type { VerifyAuditLogRequest__Output } from '../gen/stellwerk/control/v1/VerifyAuditLogRequest.ts';
import type { VerifyAuditLogResponse } from '../gen/stellwerk/control/v1/VerifyAuditLogResponse.ts';
import {
  auditEntryMessage,
  auditRowMessage,
  readAuditFilter,
  readExpectedPoint,
  verdictMessage,
} from '../messages/index.ts';
import { readPage } from '../page.ts';
import { streaming } from '../streaming.ts';
import { unary } from '../unary.ts';

/** Often enough for a user to see progress. */
const TELL_EVERY_MS = 250;

export function auditService(context: ServiceContext): AuditServiceHandlers {
  const { audit } = context.hub;
  return {
    ListAuditEntries: unary(context, async (request) => {
      const { limit, token } = readPage(request);
      const before = token === null ? null : Number(token);
      const { rows, next } = await audit.list(readAuditFilter(request.filter), { limit, before });
      return { entries: rows.map(auditEntryMessage), nextPageToken: next?.toString() ?? '' };
    }),
    ExportAuditLog: streaming(context, (_request, { signal }) => exported(audit, signal)),
    VerifyAuditLog: streaming(context, (request, { signal }) => verified(audit, request, signal)),
  };
}

async function* exported(
  audit: AuditLogPort,
  signal: AbortSignal,
): AsyncGenerator<ExportAuditLogResponse> {
  for await (const { rows, start, head } of audit.stretches(signal)) {
    yield { rows: rows.map(auditRowMessage), start, head };
  }
}

/** Yields the newest count from time to time, and the verdict as soon as it is known. */
async function* verified(
  audit: AuditLogPort,
  request: VerifyAuditLogRequest__Output,
  signal: AbortSignal,
): AsyncGenerator<VerifyAuditLogResponse> {
  const expected = readExpectedPoint(request.expected);
  let progress = { checked: 0, total: 0 };
  const onProgress = (now: typeof progress) => (progress = now);
  const work = audit.verify({ signal, expected, onProgress });
  for (;;) {
    const verdict = await within(work, TELL_EVERY_MS);
    if (verdict) {
      const total = Math.max(progress.total, verdict.checked);
      yield { checked: verdict.checked, total, verdict: verdictMessage(verdict) };
      return;
    }
    yield { ...progress };
  }
}

/** Resolves with null if the work is not done in time. */
async function within(work: Promise<AuditVerdict>, ms: number): Promise<AuditVerdict | null> {
  const { promise, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), ms);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}
