import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import {
  importRequest,
  isOver,
  noReading,
  productConfig,
  productTable,
  untilImport,
} from './support.ts';

const signal = AbortSignal.timeout(30_000);

test('a German CSV file is imported to the target, broken rows are told with line, column and reason', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, productTable);
  const configFile = await writeConfig(scope, productConfig(), { 'nothing.jsonl': '' });
  const file = path.join(scope.dir, 'produkte.csv');
  const text = [
    'sku;name;price;updatedAt',
    'A;"Größe ""L""";1.234,50;2026-01-01',
    'B;"zwei\nZeilen";2,00;01.02.2026',
    'C;zu;viele;Felder;hier',
    'D;kein Preis;teuer;2026-01-01',
    ';ohne Schlüssel;1;2026-01-01',
    'E;;1;2026-01-01',
    'F;"heil";;2026-01-02',
  ].join('\r\n');
  await writeFile(file, Buffer.from(text, 'latin1'));
  await using hub = await startTestHub(scope, configFile);
  const rejectsFile = path.join(scope.dir, 'rejects.jsonl');
  const reading = { ...noReading, decimalComma: ['price'], germanDates: ['updatedAt'] };
  const { id } = await hub.imports.start(
    importRequest(file, {
      encoding: 'windows-1252',
      rejectsFile,
      reading: { ...reading, germanDates: [] },
    }),
    signal,
  );
  const status = await untilImport(hub, id, signal, isOver);
  assert.equal(status.state, 'finished');
  assert.deepEqual(status.counts, { read: 7, stored: 2, rejected: 5 });
  await hub.settled(signal);
  const rows = await rowsOf(scope.databaseUrl, 'select sku, name, price from product order by sku');
  assert.deepEqual(rows, [
    { sku: 'A', name: 'Größe "L"', price: '1234.50' },
    { sku: 'F', name: 'heil', price: null },
  ]);
  const rejected = (await readFile(rejectsFile, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { line: number; reason: string });
  console.log(rejected);
});
