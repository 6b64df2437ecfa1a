import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { exportLines, verifyFile } from '../../src/cli/audit/export-file.ts';
import { AUDIT_START, canonicalEntry, chain } from '../../src/domain/index.ts';

test('an export is valid even if an entry contains the line and paragraph separators of Unicode', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'stellwerk-export-'));
  t.after(() => rm(folder, { recursive: true }));
  const entry = canonicalEntry({
    ...{ atMs: 1, who: 'anna', by: 'api-key', address: '127.0.0.1' },
    ...{ method: 'ConfigurationService/ApplyConfiguration', subject: null, before: null },
    ...{ after: { note: 'one\u2028two\u2029three' }, outcome: 'done', code: null },
  });
  const rows = chain(AUDIT_START, [entry]);
  const [head] = rows;
  assert.ok(head);
  const stretches = async function* () {
    yield { rows, start: AUDIT_START, head };
  };
  const file = path.join(folder, 'audit.jsonl');
  await writeFile(file, exportLines(stretches()));
  const { checked, fault } = await verifyFile(file, null);
  assert.deepEqual([checked, fault], [1, null]);
});
