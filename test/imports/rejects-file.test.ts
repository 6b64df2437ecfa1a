import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startTestHub } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import {
  importRequest,
  isOver,
  jsonLines,
  noReading,
  order,
  prepare,
  untilImport,
} from './support.ts';

const signal = AbortSignal.timeout(110_000);

test('an import does not overwrite a file that holds no rejected rows, such as the file to be imported', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, '{"sku":"A"}\n');
  await using hub = await startTestHub(scope, configFile);
  await assert.rejects(hub.imports.start(importRequest(file, { rejectsFile: file }), signal), {
    code: 'INVALID_REQUEST',
    message: /products\.jsonl exists and holds no rejected rows/,
  });
  assert.equal(await readFile(file, 'utf8'), '{"sku":"A"}\n');
  const rejectsFile = path.join(scope.dir, 'rejects.jsonl');
  for (const _again of [1, 2]) {
    const { id } = await hub.imports.start(importRequest(file, { rejectsFile }), signal);
    await untilImport(hub, id, signal, isOver);
    assert.match(await readFile(rejectsFile, 'utf8'), /^\{"line":1,.*\}\n$/);
  }
});

test('an import does not write its rejected rows where another one will go on writing', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  const other = path.join(scope.dir, 'others.jsonl');
  await writeFile(file, jsonLines(40_000));
  await writeFile(other, '{"sku":"B"}\n');
  const rejectsFile = path.join(scope.dir, 'rejects.jsonl');
  await using hub = await startTestHub(scope, configFile);
  const request = importRequest(file, { rejectsFile, requestId: 'one' });
  const { id } = await hub.imports.start(request, signal);
  await order(hub, id, 'pause', signal);
  const another = importRequest(other, { rejectsFile, maxRejects: 0 });
  await assert.rejects(hub.imports.start(another, signal), {
    code: 'INVALID_REQUEST',
    message: /Import 1, which is not over, writes its rejected rows to .*rejects\.jsonl/,
  });
  assert.equal((await hub.imports.start(request, signal)).id, id);
  await order(hub, id, 'cancel', signal);
  const failed = await hub.imports.start(another, signal);
  await untilImport(hub, failed.id, signal, ({ state }) => state === 'failed');
  await hub.imports.start(importRequest(file, { rejectsFile }), signal);
});

for (const [format, text] of [
  ['json', '[{"sku":"A"},{"sku":"B"},{"sku":"C"}]'],
  ['xml', '<A><R><sku>A</sku></R><R><sku>B</sku></R><R><sku>C</sku></R></A>'],
]) {
  test(`rejected rows of ${format} that share a line are a dead letter each`, async () => {
    await using scope = await testScope();
    const configFile = await prepare(scope);
    const file = path.join(scope.dir, `products.${format}`);
    await writeFile(file, text ?? '');
    const rejectsFile = path.join(scope.dir, 'rejects.jsonl');
    await using hub = await startTestHub(scope, configFile);
    const reading = { ...noReading, recordPath: 'A/R' };
    const { id } = await hub.imports.start(importRequest(file, { rejectsFile, reading }), signal);
    const { counts } = await untilImport(hub, id, signal, isOver);
    assert.deepEqual(counts, { read: 3, stored: 0, rejected: 3 });
    const { letters } = await hub.recovery.listDeadLetters({}, { limit: 10, after: null });
    const places = letters.map(({ key, position }) => `${key}: ${position?.split(', ').at(-2)}`);
    assert.deepEqual(places.toSorted(), ['A: row 1', 'B: row 2', 'C: row 3']);
    const lines = (await readFile(rejectsFile, 'utf8')).trim().split('\n');
    const rows = lines.map((line) => JSON.parse(line) as { line: number; row: number });
    assert.deepEqual(
      rows.map(({ line, row }) => [line, row]),
      [
        [1, 1],
        [1, 2],
        [1, 3],
      ],
    );
  });
}

test('too many rejected rows stop a wrong file early', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'orders.csv');
  const wrong = Array.from({ length: 50_000 }, (_, index) => `${index};${'x'.repeat(60)}`);
  await writeFile(file, ['sku;updatedAt', ...wrong].join('\n'));
  await using hub = await startTestHub(scope, configFile);
  const { id } = await hub.imports.start(importRequest(file, { maxRejects: 10 }), signal);
  const status = await untilImport(hub, id, signal, isOver);
  assert.equal(status.state, 'failed');
  assert.equal(status.lastError?.code, 'IMPORT_REJECTS_EXCEEDED');
  assert.ok(status.counts.read < 20_000, `stopped after ${status.counts.read} rows`);
});
