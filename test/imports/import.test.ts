import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { connectControl } from '../../src/control/index.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';
import { xlsxFile } from '../formats/support.ts';
import {
  importRequest,
  isOver,
  jsonLines,
  noReading,
  prepare,
  productCount,
  productConfig,
  productTable,
  untilImport,
} from './support.ts';

const signal = AbortSignal.timeout(110_000);

test('a German CSV file reaches the target; broken rows are reported with line, column and reason', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const text = [
    'sku;name;price;updatedAt',
    'A;"Größe ""L""";1.234,50;01.01.2026',
    'B;"zwei\nZeilen";2,00;2026-13-01',
    'C;zu;viele;Felder;hier',
    'D;kein Preis;teuer;1.2.2026',
    ';ohne Schlüssel;1;1.1.2026',
    'E;;1;1.1.2026',
    'F;"heil";;31.12.2026 23:59',
  ].join('\r\n');
  const file = path.join(scope.dir, 'Produkte #12?.csv');
  await writeFile(file, Buffer.from(text, 'latin1'));
  const rejectsFile = path.join(scope.dir, 'rejects.jsonl');
  await using hub = await startTestHub(scope, configFile);
  const reading = { ...noReading, decimalComma: ['price'], germanDates: ['updatedAt'] };
  const { id } = await hub.imports.start(
    importRequest(file, { encoding: 'windows-1252', rejectsFile, reading }),
    signal,
  );
  const status = await untilImport(hub, id, signal, isOver);
  assert.equal(status.state, 'finished');
  assert.deepEqual(status.counts, { read: 7, stored: 2, rejected: 5 });
  await hub.settled(signal);
  assert.deepEqual(
    await rowsOf(scope.databaseUrl, 'select sku, name, price from product order by sku'),
    [
      { sku: 'A', name: 'Größe "L"', price: '1234.50' },
      { sku: 'F', name: 'heil', price: null },
    ],
  );
  const rejected = (await readFile(rejectsFile, 'utf8')).trim().split('\n');
  const told = rejected
    .map((line) => JSON.parse(line) as { line: number; column: number; reason: string })
    .map(({ line, column, reason }) => `${line}:${column} ${reason}`);
  assert.deepEqual(told, [
    '3:4 updatedAt must be a date such as 31.12.2026 or 31.12.2026 23:59, but is "2026-13-01"',
    '5:5 the row has 5 fields, but the first row names 4 columns',
    '6:3 price must be a number such as 1.234,5, but is "teuer"',
    '7:1 sku must hold the key, but is empty',
    '8:2 name must not be empty',
  ]);
  const [letters] = await hub.troubles();
  assert.equal(letters?.code, 'ROW_UNREADABLE');
  const found = await hub.recovery.listDeadLetters({}, { limit: 10, after: null });
  assert.equal(found.letters.length, 5);
  assert.equal(found.letters[0]?.position, `import ${id}, ${file}, row 2, line 3, column 4`);
});

test('a table without the columns of key and version, or without a declared one, fails the import before anything is stored', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  await using hub = await startTestHub(scope, configFile);
  const failureOf = async (file: string) => {
    const reading = { ...noReading, decimalComma: ['price'] };
    const { id } = await hub.imports.start(importRequest(file, { reading }), signal);
    const { state, counts, lastError } = await untilImport(hub, id, signal, isOver);
    assert.deepEqual([state, counts.read, lastError?.code], ['failed', 0, 'IMPORT_UNREADABLE']);
    return lastError?.message ?? '';
  };
  const csv = path.join(scope.dir, 'prices.csv');
  await writeFile(csv, 'sku;name;pirce;updatedAt\nA;Lamp;1,50;2026-01-01\n');
  assert.match(await failureOf(csv), /has no column price\. .*are: sku, name, pirce, updatedAt\./);
  const page = path.join(scope.dir, 'page.csv');
  await writeFile(page, '<!DOCTYPE html>\n<title>Sign in</title>\n');
  assert.match(await failureOf(page), /no column sku, updatedAt, price\. .*are: <!DOCTYPE html>\./);
  const title = '<row><c t="str"><v>Preise 2026</v></c></row>';
  const sheet = await xlsxFile(path.join(scope.dir, 'prices.xlsx'), title);
  assert.match(await failureOf(sheet), /no column sku, updatedAt, price\. .*are: Preise 2026\./);
});

test('an imported row has the version of its creation until its version says otherwise, as in its source', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, productTable);
  const config = productConfig().replace('version: updatedAt', '$& , created: createdAt');
  const configFile = await writeConfig(scope, config, { 'nothing.jsonl': '' });
  const file = path.join(scope.dir, 'products.csv');
  await writeFile(file, 'sku;name;price;updatedAt;createdAt\nA;Lamp;1;;2026-01-01\n');
  await using hub = await startTestHub(scope, configFile);
  const reading = { ...noReading, numbers: ['price'] };
  const { id } = await hub.imports.start(importRequest(file, { reading }), signal);
  const { counts } = await untilImport(hub, id, signal, isOver);
  assert.deepEqual(counts, { read: 1, stored: 1, rejected: 0 });
});

test('a full stream makes an import wait for the lanes, and every row arrives', async () => {
  await using scope = await testScope();
  await rowsOf(scope.databaseUrl, productTable);
  const config = productConfig().replace('semantics: state', 'limits: { records: 6000 }');
  const configFile = await writeConfig(scope, config, { 'nothing.jsonl': '' });
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, jsonLines(15_000));
  await using hub = await startTestHub(scope, configFile);
  const { id } = await hub.imports.start(importRequest(file), signal);
  const { state, counts } = await untilImport(hub, id, signal, isOver);
  assert.deepEqual([state, counts.stored], ['finished', 15_000]);
  await hub.settled(signal);
  assert.equal(await productCount(scope), 15_000);
});

test('a file can be fetched from an address or sent through the control API', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const packed = gzipSync(jsonLines(3_000));
  const server = createServer((request, response) => {
    if (request.url === '/products.jsonl.gz?token=secret') response.end(packed);
    else response.writeHead(404).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await using hub = await startTestHub(scope, configFile);
  const client = await connectControl(hub.grpcAddress);
  try {
    const imports = client.imports(signal);
    const fetched = await imports.start(importRequest(`${base}/products.jsonl.gz?token=secret`));
    assert.equal(fetched.source, `${base}/products.jsonl.gz`);
    const parts = async function* () {
      for (let at = 0; at < packed.length; at += 10_000) yield packed.subarray(at, at + 10_000);
    };
    const sent = await imports.upload(
      importRequest('standard input', { format: 'jsonl' }),
      parts(),
    );
    const broken = async function* () {
      yield packed.subarray(0, 10_000);
      await Promise.reject(new Error('the pipe broke'));
    };
    const cut = imports.upload(importRequest('standard input', { format: 'jsonl' }), broken());
    await assert.rejects(cut, /the pipe broke/);
    const missing = await imports.start(importRequest(`${base}/gone.csv`));
    for (const [{ id }, state, read] of [
      [fetched, 'finished', 3_000],
      [sent, 'finished', 3_000],
      [missing, 'failed', 0],
    ] as const) {
      const status = await untilImport(hub, id, signal, isOver);
      assert.deepEqual([status.state, status.counts.read], [state, read]);
    }
    assert.equal(hub.imports.get(missing.id).lastError?.code, 'SOURCE_REFUSED');
    await imports.cancel(missing.id);
    assert.deepEqual(await readdir(path.join(scope.dir, 'imports')), [], 'no file is left behind');
    await assert.rejects(imports.start(importRequest('/no/such/file.csv')), {
      code: 'IMPORT_UNREADABLE',
    });
    await assert.rejects(imports.start(importRequest('x.jsonl')), { code: 'INVALID_REQUEST' });
    const unreadable = base.replace('//', '//me:100%@');
    await assert.rejects(imports.start(importRequest(`${unreadable}/x.csv`)), {
      code: 'INVALID_REQUEST',
      message: /must write a % of its user or password as %25/,
    });
    await assert.rejects(imports.get('99'), { code: 'NOT_FOUND' });
  } finally {
    client.close();
    server.close();
  }
});
