import { randomUUID } from 'node:crypto';
import type { AuditLogPort } from '../../src/control/index.ts';
import type { AuditEntry, AuditPoint, AuditRow } from '../../src/domain/index.ts';
import { AUDIT_START, AuditCheck, canonicalEntry, chain } from '../../src/domain/index.ts';

const STRETCH = 100;

/** An audit log in memory. It ignores filters. */
export class FakeAuditLog implements AuditLogPort {
  rows: AuditRow[] = [];
  /** The filters of all calls of `list`, in order. */
  readonly filters: Parameters<AuditLogPort['list']>[0][] = [];

  get head(): AuditPoint {
    return this.rows.at(-1) ?? AUDIT_START;
  }

  /** Intended changes without an entry, by id. */
  readonly intents = new Map<string, AuditEntry>();

  async intend(entry: AuditEntry): Promise<string> {
    const id = randomUUID();
    this.intents.set(id, entry);
    return id;
  }

  async record(entry: AuditEntry, intent?: string): Promise<void> {
    if (intent) this.intents.delete(intent);
    this.rows.push(...chain(this.head, [canonicalEntry(entry)]));
  }

  async pseudonymOf(key: string): Promise<string> {
    return `~${key.length}`;
  }

  async list(...[filter, { limit, before }]: Parameters<AuditLogPort['list']>) {
    this.filters.push(filter);
    const found = this.rows.filter(({ seq }) => before === null || seq < before).reverse();
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null };
  }

  async *stretches(signal: AbortSignal) {
    const { seq, hash } = this.head;
    for (let at = 0; at <= this.rows.length; at += STRETCH) {
      signal.throwIfAborted();
      const rows = this.rows.slice(at, at + STRETCH);
      yield { rows, start: AUDIT_START, head: { seq, hash } };
    }
  }

  async verify({ expected, onProgress }: Parameters<AuditLogPort['verify']>[0]) {
    const check = new AuditCheck(AUDIT_START, expected);
    for (const row of this.rows) if (!check.take(row, null)) return check.verdict;
    onProgress({ checked: this.rows.length, total: this.rows.length });
    return check.finish(this.head);
  }
}
