import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { HttpSystem } from '../support/http-system.ts';
import { readAll } from '../support/read-all.ts';
import { open, withFolder } from './file/support.ts';
import { signal, sourceOf } from './http/support.ts';
import { company, readRun } from './nats/support.ts';

const sent = '{"id":9007199254740993,"changed":1,"price":12345678901234567.89,"stock":42}';
const read = { id: '9007199254740993', changed: 1, price: '12345678901234567.89', stock: 42 };

test('numbers of a JSON API that JavaScript would round are read as their text, also as key and as place of the next page', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ path: asked, query }) => {
    if (asked.startsWith('/orders/')) return { body: sent };
    const isFirst = !query.has('after');
    return { body: isFirst ? `{"items":[${sent}],"next":12345678901234567891}` : '{"items":[]}' };
  };
  const source = sourceOf(system, {
    items: 'items',
    paging: { kind: 'cursor', param: 'after', next: 'next' },
    get: { path: '/orders/{key}' },
  });
  const { records } = await readAll(source);
  assert.deepEqual([records[0]?.key, records[0]?.document], [read.id, read]);
  assert.equal(system.seen[1]?.query.get('after'), '12345678901234567891');
  const fetched = await source.fetch?.({ keys: [read.id], signal });
  assert.deepEqual(fetched?.records[0]?.document, read);
});

test('numbers of a JSON Lines file that JavaScript would round are read as their text', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'products.jsonl'), `${sent}\n`);
    const source = open(dir, { path: 'products.jsonl' }).source?.({
      ...{ entity: 'product', key: 'id', version: null, deleted: null, overlapMs: 0 },
      options: {},
    });
    assert.ok(source);
    const { records } = await readAll(source);
    assert.deepEqual([records[0]?.key, records[0]?.document], [read.id, read]);
  });
});

test('numbers of a NATS message that JavaScript would round are read as their text', async () => {
  await using co = await company();
  await co.stream();
  await co.publish('orders', sent);
  const { pages } = await readRun(co.source(), null);
  const [record] = pages.flatMap(({ records }) => records);
  assert.deepEqual([record?.key, record?.document], [read.id, read]);
});
