import assert from 'node:assert/strict';
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as after } from 'node:timers/promises';
import type { ImportFormat, JsonSchema } from '../../src/domain/index.ts';
import { folder, prepareJob, workersForTest } from './support.ts';

const ROWS = 6_000;
const filename = path.join(import.meta.dirname, 'dying-task.ts');
const signal = AbortSignal.timeout(60_000);
const dir = await folder();

async function productFile(format: 'jsonl' | 'xml'): Promise<string> {
  const file = path.join(dir, `products.${format}`);
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    sku: `S-${index}`,
    name: 'x'.repeat(150),
  }));
  const text =
    format === 'jsonl'
      ? rows.map((row) => JSON.stringify(row)).join('\n')
      : `<A>${rows.map(({ sku, name }) => `<R><sku>${sku}</sku><name>${name}</name></R>`).join('')}</A>`;
  await writeFile(file, text);
  return file;
}

async function keysFrom(
  file: string,
  format: ImportFormat,
  deaths: readonly string[],
): Promise<string[]> {
  await using workers = workersForTest({ filename });
  await writeFile(`${file}.deaths`, deaths.join('\n'));
  const keys: string[] = [];
  for await (const piece of workers.prepare(
    prepareJob(file, format),
    file,
    { offset: 0, rows: 0 },
    signal,
  )) {
    keys.push(...piece.records.keys);
  }
  return keys;
}

const all = Array.from({ length: ROWS }, (_, index) => `S-${index}`);

test('pieces whose workers die, by exit or out of memory, are done again, in order and once each', async () => {
  const file = await productFile('jsonl');
  // No more deaths than one piece may survive, because chance may give it all of them.
  assert.deepEqual(await keysFrom(file, 'jsonl', ['', 'exit', 'memory']), all);
  assert.equal(await readFile(`${file}.deaths`, 'utf8'), '');
});

test('when the worker of a file read as a whole dies, reading continues after what was handed over', async () => {
  const file = await productFile('xml');
  assert.deepEqual(await keysFrom(file, 'xml', ['exit', 'exit']), all);
});

test('a piece that ends every worker ends the import, not the hub', async () => {
  const file = await productFile('jsonl');
  await assert.rejects(keysFrom(file, 'jsonl', ['exit always']), /has ended 3 workers/);
});

test('a reader that stops early leaves no worker busy', async () => {
  const file = await productFile('xml');
  await using workers = workersForTest({ filename });
  await rm(`${file}.deaths`, { force: true });
  for await (const piece of workers.prepare(
    prepareJob(file, 'xml'),
    file,
    { offset: 0, rows: 0 },
    signal,
  )) {
    assert.equal(piece.records.keys[0], 'S-0');
    break;
  }
  const rest: string[] = [];
  const from = { offset: 0, rows: ROWS - 2 };
  for await (const piece of workers.prepare(prepareJob(file, 'xml'), file, from, signal))
    rest.push(...piece.records.keys);
  assert.deepEqual(rest, all.slice(-2));
});

test('an import that continues by other rules is not read by those that a worker compiled before', async () => {
  const file = path.join(dir, 'rules.jsonl');
  await writeFile(file, JSON.stringify({ sku: 'S-1', price: -1 }));
  await using workers = workersForTest({ maxWorkers: 1 });
  const read = async (schema: JsonSchema) => {
    const job = { ...prepareJob('7', 'jsonl'), schema };
    const reasons: string[] = [];
    for await (const { rejected } of workers.prepare(job, file, { offset: 0, rows: 0 }, signal))
      reasons.push(...rejected.map(({ reason }) => reason));
    return reasons;
  };
  assert.deepEqual(await read({ type: 'object' }), []);
  const priced = { properties: { price: { minimum: 0 } } };
  assert.deepEqual(await read(priced), ['price must be >= 0, but is -1']);
});

test('workers can be closed at any moment of their start', { timeout: 60_000 }, async () => {
  for (let ms = 0; ms < 300; ms += 6) {
    await using workers = workersForTest();
    workers.warm();
    await after(ms);
  }
});
