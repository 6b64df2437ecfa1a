import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import { connectControl } from '../../src/control/index.ts';
import type { Action } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { Proxy } from '../../bench/support/proxy.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import { xlsxFile } from '../formats/support.ts';
import {
  importRequest,
  isOver,
  jsonLines,
  noReading,
  productConfig,
  productTable,
  untilImport,
} from './support.ts';

const signal = AbortSignal.timeout(110_000);

async function prepare(scope: TestScope): Promise<string> {
  await rowsOf(scope.databaseUrl, productTable);
  return writeConfig(scope, productConfig(), { 'nothing.jsonl': '' });
}

function order(hub: RunningHub, id: string, action: Action): Promise<void> {
  const command = {
    id: `${action}-${id}-${Math.random()}`,
    kind: 'import',
    name: id,
    action,
  } as const;
  return hub.send({ ...command, requestedBy: 'test' }, signal);
}

async function productCount({ databaseUrl }: TestScope): Promise<number> {
  const [row] = await rowsOf<{ count: number }>(
    databaseUrl,
    'select count(*)::int as count from product',
  );
  return row?.count ?? 0;
}

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
  await order(hub, id, 'pause');
  const another = importRequest(other, { rejectsFile, maxRejects: 0 });
  await assert.rejects(hub.imports.start(another, signal), {
    code: 'INVALID_REQUEST',
    message: /Import 1, which is not over, writes its rejected rows to .*rejects\.jsonl/,
  });
  assert.equal((await hub.imports.start(request, signal)).id, id);
  await order(hub, id, 'cancel');
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

test('a paused import stays paused across a restart, continues where it was, and stores nothing twice', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  const rows = 40_000;
  await writeFile(file, jsonLines(rows));
  let id = '';
  let read = 0;
  {
    await using hub = await startTestHub(scope, configFile);
    ({ id } = await hub.imports.start(importRequest(file), signal));
    await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
    await order(hub, id, 'pause');
    const paused = hub.imports.get(id);
    assert.equal(paused.state, 'paused');
    read = paused.counts.read;
    assert.ok(read > 0 && read < rows, `${read} rows were read before the pause`);
  }
  await using hub = await startTestHub(scope, configFile);
  assert.equal(hub.imports.get(id).state, 'paused');
  await hub.settled(signal);
  assert.equal(hub.imports.get(id).counts.read, read);
  await order(hub, id, 'resume');
  const status = await untilImport(hub, id, signal, isOver);
  assert.deepEqual(status.counts, { read: rows, stored: rows, rejected: 0 });
  await hub.settled(signal);
  assert.equal(await productCount(scope), rows);
  // The lane may redeliver the batch that was in flight at the restart; the log holds no row twice.
  const { applied = 0, unchanged = 0 } = hub.lanes()[0]?.counts ?? {};
  assert.equal(applied + unchanged, rows);
});

test('a resumed import fails if its file has changed meanwhile', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, jsonLines(40_000));
  await using hub = await startTestHub(scope, configFile);
  const { id } = await hub.imports.start(importRequest(file), signal);
  await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
  await order(hub, id, 'pause');
  await writeFile(file, jsonLines(10));
  await order(hub, id, 'resume');
  const { state, lastError } = await untilImport(hub, id, signal, isOver);
  assert.equal(state, 'failed');
  assert.match(lastError?.message ?? '', /has changed since/);
});

test('a resumed import fails if the file that it fetched is gone, since the address may give another one', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const server = createServer((_, response) => response.end(jsonLines(60_000)));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/products.jsonl`;
  await using hub = await startTestHub(scope, configFile);
  try {
    const { id } = await hub.imports.start(importRequest(address), signal);
    await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
    await order(hub, id, 'pause');
    await rm(path.join(scope.dir, 'imports'), { recursive: true });
    await order(hub, id, 'resume');
    const { state, lastError } = await untilImport(hub, id, signal, isOver);
    assert.equal(state, 'failed');
    assert.match(lastError?.message ?? '', /fetched from .* is gone/);
  } finally {
    server.close();
  }
});

test('a cancelled import is over: stored rows stay, and it cannot be resumed', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl.zst');
  await writeFile(file, zstdCompressSync(jsonLines(60_000)));
  await using hub = await startTestHub(scope, configFile);
  const { id } = await hub.imports.start(importRequest(file), signal);
  await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
  await order(hub, id, 'cancel');
  const { state, counts } = hub.imports.get(id);
  assert.equal(state, 'cancelled');
  await assert.rejects(order(hub, id, 'resume'), { code: 'COMMAND_REJECTED' });
  await assert.rejects(order(hub, '4711', 'pause'), { code: 'NOT_FOUND' });
  await hub.settled(signal);
  assert.equal(await productCount(scope), counts.stored);
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

test('imports of one stream take turns, and a repeated request is one import', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, jsonLines(20_000));
  await using hub = await startTestHub(scope, configFile);
  const request = importRequest(file, { requestId: 'catalogue-1' });
  const [one, same] = [
    await hub.imports.start(request, signal),
    await hub.imports.start(request, signal),
  ];
  assert.equal(one.id, same.id);
  const other = await hub.imports.start(importRequest(file), signal);
  const finished = await untilImport(hub, other.id, signal, isOver);
  assert.equal(finished.state, 'finished');
  const first = hub.imports.get(one.id);
  assert.ok(
    (first.finishedAtMs ?? Infinity) <= (finished.finishedAtMs ?? 0),
    'the first import finished first',
  );
  await hub.settled(signal);
  assert.deepEqual(hub.lanes()[0]?.counts, {
    applied: 20_000,
    unchanged: 20_000,
    superseded: 0,
    echoed: 0,
    deadLettered: 0,
  });
});

test('an upload that cannot begin, since NATS is away, leaves no file behind', async () => {
  await using scope = await testScope();
  await using link = await Proxy.open(Number(new URL(scope.natsUrl).port));
  const behind = new URL(scope.natsUrl);
  behind.port = String(link.port);
  const configFile = await prepare(scope);
  await using hub = await startTestHub({ ...scope, natsUrl: behind.href }, configFile);
  const bytes = async function* () {
    yield Buffer.from('{"sku":"A"}\n');
    link.change('refusing');
  };
  const request = importRequest('standard input', { format: 'jsonl' });
  await assert.rejects(hub.imports.upload(request, bytes(), signal), { code: 'BUS_UNAVAILABLE' });
  assert.deepEqual(await readdir(path.join(scope.dir, 'imports')), []);
  link.change('clear');
});

test('a request id that was used for another import is refused, and starts nothing', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const [file, other] = [path.join(scope.dir, 'one.jsonl'), path.join(scope.dir, 'two.jsonl')];
  await writeFile(file, jsonLines(10));
  await writeFile(other, jsonLines(20));
  await using hub = await startTestHub(scope, configFile);
  await hub.imports.start(importRequest(file, { requestId: 'catalogue-1' }), signal);
  const refused = hub.imports.start(importRequest(other, { requestId: 'catalogue-1' }), signal);
  await assert.rejects(refused, { code: 'INVALID_REQUEST', message: /used for another import/ });
  assert.equal(hub.imports.list().length, 1);
});

test('an import that has failed stays failed across restarts, with its reason, until it is resumed', async () => {
  await using scope = await testScope();
  const configFile = await prepare(scope);
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, `${jsonLines(30)}\n{"sku":\n`);
  let id = '';
  {
    await using hub = await startTestHub(scope, configFile);
    ({ id } = await hub.imports.start(importRequest(file, { maxRejects: 0 }), signal));
    await untilImport(hub, id, signal, isOver);
  }
  await using hub = await startTestHub(scope, configFile);
  const { state, lastError } = hub.imports.get(id);
  assert.deepEqual([state, lastError?.code], ['failed', 'IMPORT_REJECTS_EXCEEDED']);
  await order(hub, id, 'resume');
  assert.equal((await untilImport(hub, id, signal, isOver)).state, 'failed');
  await order(hub, id, 'cancel');
  const kept = `select snapshot from ${scope.namespace}.actor_snapshot where id = 'import/${id}'`;
  assert.deepEqual(await rowsOf(scope.databaseUrl, kept), [{ snapshot: { paused: true } }]);
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
