import type { AuditEntry, AuditVerdict } from '../../src/domain/index.ts';
import type { Store } from '../../src/store/index.ts';
import type { StoreBench } from './support.ts';

export const entry = (change: Partial<AuditEntry> = {}): AuditEntry => ({
  atMs: Date.UTC(2026, 10, 25, 8),
  who: 'anna',
  by: 'api-key',
  address: '127.0.0.1',
  method: 'LaneService/PauseLane',
  subject: 'lane products/shop',
  before: { state: 'running' },
  after: { state: 'paused' },
  outcome: 'done',
  code: null,
  ...change,
});

export function verify(store: Store, expected: AuditVerdict['head'] | null = null) {
  return store.audit.verify({ signal: AbortSignal.timeout(30_000), expected });
}

/** Runs statements with the triggers switched off, as the owner of the server can. */
export async function tamper({ sql }: StoreBench, ...statements: string[]): Promise<void> {
  await sql.query('set session_replication_role = replica');
  for (const statement of statements) await sql.query(statement);
  await sql.query('set session_replication_role = origin');
}
