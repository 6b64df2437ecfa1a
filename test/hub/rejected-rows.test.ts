import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { DeadLetterFilter } from '../../src/domain/index.ts';
import { importRequest, isOver, noReading, untilImport } from '../imports/support.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(100_000);

const stream = (name: string, semantics: string) => `
  ${name}:
    from: { connector: ${name}, entity: thing, key: id, version: v }
    semantics: ${semantics}
    to: [{ connector: out, entity: ${name} }]`;

const config = `
connectors:
  products: { kind: file, path: ./products.jsonl }
  orders: { kind: file, path: ./orders.jsonl }
  out: { kind: file, path: ./out.jsonl }
streams:${stream('products', 'state')}${stream('orders', 'event')}
`;

/** The first row has an invalid version, the second has no key. */
const files = {
  'products.jsonl': '{"id":"A","v":"soon"}\n{"v":1}\n{"id":"B","v":"later"}\n{"id":"C","v":1}\n',
  'orders.jsonl': '{"id":"A","v":"soon"}\n',
};

let scope: TestScope;
let hub: TestHub;

before(async () => {
  scope = await testScope();
  hub = await startTestHub(scope, await writeConfig(scope, config, files));
  await hub.settled(signal);
});

after(async () => {
  await hub.stop();
  await scope[Symbol.asyncDispose]();
});

async function letters(filter: DeadLetterFilter): Promise<string[]> {
  const page = { limit: 100, after: null };
  const found = await hub.recovery.listDeadLetters(filter, page, signal);
  return found.letters.map(({ key, closing }) => `${key} ${closing}`).sort();
}

const openOf = (name: string) => letters({ stream: name, states: ['open'] });

/** Replaces the rows of a source, and reads them. */
async function read(name: string, rows: string): Promise<void> {
  await writeFile(path.join(scope.dir, `${name}.jsonl`), rows);
  await syncAndSettle(hub, name, signal);
}

async function importRows(text: string): Promise<void> {
  const file = path.join(scope.dir, 'import.jsonl');
  await writeFile(file, text);
  const { id } = await hub.imports.start(importRequest(file), signal);
  const { state } = await untilImport(hub, id, signal, isOver);
  assert.equal(state, 'finished');
}

test('the dead letter of a rejected row closes once a good row of its key is read; one without a key waits for a person', async () => {
  assert.deepEqual(await openOf('products'), ['A null', 'B null', 'null null']);
  await read('products', '{"id":"A","v":2}\n');
  assert.deepEqual(await openOf('products'), ['B null', 'null null']);
  assert.deepEqual(await letters({ stream: 'products', key: 'A' }), ['A superseded']);
});

test('a good row from an import or a push closes the dead letter of its key, however the rejected row came', async () => {
  await importRows('{"id":"D","v":"never"}\n{"id":"B","v":3}\n');
  assert.deepEqual(await openOf('products'), ['D null', 'null null']);
  const answer = await fetch(`http://${hub.httpAddress}/v1/streams/products/records`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{"id":"D","v":4}',
  });
  assert.equal(answer.status, 200, await answer.text());
  // The answer does not wait for the database.
  while ((await openOf('products')).length > 1) signal.throwIfAborted();
  assert.deepEqual(await openOf('products'), ['null null']);
});

test('an imported row that is rejected for an invalid number has a key too, so a good row closes its dead letter', async () => {
  const file = path.join(scope.dir, 'numbers.csv');
  await writeFile(file, 'id;v;price\nN;1;dear\n');
  const reading = { ...noReading, decimalComma: ['price'] };
  const { id } = await hub.imports.start(importRequest(file, { reading }), signal);
  await untilImport(hub, id, signal, isOver);
  assert.deepEqual(await openOf('products'), ['N null', 'null null']);
  await importRows('{"id":"N","v":2}\n');
  assert.deepEqual(await openOf('products'), ['null null']);
});

test('a dead letter of a rejected row closes also after a restart of the hub', async () => {
  await read('products', '{"id":"E","v":"soon"}\n');
  await hub.stop();
  hub = await startTestHub(scope, path.join(scope.dir, 'stellwerk.yaml'));
  assert.deepEqual(await openOf('products'), ['E null', 'null null']);
  await read('products', '{"id":"E","v":5}\n');
  assert.deepEqual(await openOf('products'), ['null null']);
});

test('a row that is rejected again opens its dead letter again', async () => {
  await importRows('{"id":"F","v":"soon"}\n');
  await importRows('{"id":"F","v":6}\n');
  assert.deepEqual(await openOf('products'), ['null null']);
  await importRows('{"id":"F","v":7}\n{"id":"F","v":"soon"}\n');
  assert.deepEqual(await openOf('products'), ['F null', 'null null']);
});

test('a later event does not close the dead letter of a rejected event', async () => {
  await read('orders', '{"id":"A","v":2}\n');
  assert.deepEqual(await openOf('orders'), ['A null']);
});

test('a row nested thousands of levels deep is rejected, and the rows beside it are stored', async () => {
  const deep = (id: string) => `{"id":"${id}","v":9,"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;
  await read('products', `${deep('read')}\n{"id":"beside","v":9}\n`);
  await importRows(`${deep('imported')}\n{"id":"beside it","v":9}\n`);
  const found = await hub.recovery.listDeadLetters(
    { stream: 'products', states: ['open'] },
    { limit: 100, after: null },
    signal,
  );
  const reasons = found.letters.filter(({ reason }) => reason.includes('nested more than 500'));
  assert.deepEqual(reasons.map(({ key }) => key).sort(), ['imported', 'read']);
});
