import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seeded } from '../../ops/demo/random.ts';
import type { ImportHistory } from './import-checker.ts';
import { importViolations } from './import-checker.ts';
import { makeImportFile } from './import-file.ts';

const counts = { read: 12, stored: 10, rejected: 2 };
const kept: ImportHistory = {
  ...{ stream: 's', name: 'a.csv', rows: 10, brokenLines: [3, 7] },
  ...{ status: { state: 'finished', counts }, letters: [3, 7], rejected: [3, 7] },
};
const rules = (parts: Partial<ImportHistory>) =>
  importViolations({ ...kept, ...parts }).map(({ rule }) => rule);

test('an import that finished with the counts of its file and rejected each broken row once breaks no rule', () => {
  assert.deepEqual(rules({}), []);
});

test('each rule of imports is reported for a history that breaks it', () => {
  assert.deepEqual(rules({ status: null }), ['unfinished']);
  assert.deepEqual(rules({ status: { state: 'waiting', counts } }), ['unfinished']);
  const counted = (some: Partial<typeof counts>) => ({
    status: { state: 'finished', counts: { ...counts, ...some } },
  });
  assert.deepEqual(rules(counted({ stored: 11, read: 13 })), ['counts']);
  assert.deepEqual(rules(counted({ rejected: 3, read: 13 })), ['counts']);
  assert.deepEqual(rules(counted({ read: 11 })), ['counts']);
  assert.deepEqual(rules({ letters: [3] }), ['rejects']);
  assert.deepEqual(rules({ letters: [3, 7, 7] }), ['rejects']);
  assert.deepEqual(rules({ letters: [3, 7, 8] }), ['rejects']);
  assert.deepEqual(rules({ rejected: [3, 3, 7] }), ['rejects']);
});

for (const format of ['csv', 'jsonl'] as const) {
  test(`a ${format} file is the same for the same seed, and names its broken lines`, () => {
    const make = () => makeImportFile(format, { prefix: 'p', version: 2, random: seeded(5) });
    const { text, rows, brokenLines } = make();
    assert.deepEqual(make().text, text);
    const lines = text.trimEnd().split('\n');
    const head = format === 'csv' ? 1 : 0;
    assert.equal(rows.length + brokenLines.length + head, lines.length);
    assert.ok(brokenLines.length > 0);
    for (const line of brokenLines) assert.match(lines[line - 1] ?? '', /broken-p-/);
  });
}
