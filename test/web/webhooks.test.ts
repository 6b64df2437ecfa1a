import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { rowsOf, whileLocked } from '../support/database.ts';
import { until } from '../support/hub.ts';
import {
  hmacHeaders,
  secrets,
  shopifyHeaders,
  shopwareHeaders,
  standardHeaders,
} from './senders.ts';
import type { Company } from './webhook-company.ts';
import { openCompany, order, thing } from './webhook-company.ts';

const signal = AbortSignal.timeout(60_000);

let company: Company;
before(async () => void (company = await openCompany()));
after(() => company[Symbol.asyncDispose]());

test('each form of signature is accepted, with any of several secrets', async () => {
  const stored = { stored: 1, duplicates: 0, rejected: 0 };
  const body = thing('good');
  assert.deepEqual(await company.send('service', body, standardHeaders(body, 'm1')), {
    status: 200,
    answer: stored,
  });
  assert.deepEqual(
    (await company.send('shopify', order(7), shopifyHeaders(order(7), 's1'))).answer,
    stored,
  );
  const written = JSON.stringify({
    data: { payload: [{ id: 'p1' }, { id: 'p2' }], event: 'product.written' },
    source: { eventId: 'e1' },
    timestamp: 1_700_000_000,
  });
  const two = { stored: 2, duplicates: 0, rejected: 0 };
  assert.deepEqual((await company.send('shopware', written, shopwareHeaders(written))).answer, two);
  for (const [id, secret] of [
    ['o1', secrets.hmac],
    ['o2', secrets.former],
  ] as const) {
    const own = JSON.stringify({ id, at: 1 });
    assert.deepEqual(
      (await company.send('own/things', own, hmacHeaders(own, id, { secret }))).answer,
      stored,
    );
  }
});

test('a repeated delivery is answered with 200 and stored once; two events with the same time are stored as two', async () => {
  const body = order(8);
  const headers = shopifyHeaders(body, 'again');
  const before = company.statusOf('orders')?.arrivals ?? { accepted: 0, duplicates: 0 };
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => company.send('shopify', body, headers)),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  const later = await company.send('shopify', body, headers);
  assert.deepEqual(later.answer, { stored: 0, duplicates: 1, rejected: 0 });
  await until(
    company.hub,
    signal,
    () => company.statusOf('orders')?.arrivals.duplicates === before.duplicates + 20,
  );
  assert.equal(company.statusOf('orders')?.arrivals.accepted, before.accepted + 1);

  const twin = JSON.stringify({
    data: {
      payload: [
        { id: 'twin', n: 1 },
        { id: 'twin', n: 2 },
      ],
      event: 'product.written',
    },
    source: { eventId: 'twin' },
    timestamp: 1_700_000_000,
  });
  await company.send('shopware', twin, shopwareHeaders(twin));
  await company.hub.settled(signal);
  const lane = company.hub.lanes().find(({ name }) => name === 'shopware/out');
  assert.equal(lane?.counts.applied, 4);
});

test('webhooks of unused topics are accepted and not stored; those of a delete topic delete the thing', async () => {
  const body = order(9);
  const headers = shopifyHeaders(body, 'other', 'carts/update');
  assert.deepEqual(await company.send('shopify', body, headers), {
    status: 200,
    answer: { stored: 0, duplicates: 0, rejected: 0 },
  });
  const gone = '{"id":7}';
  const deleted = await company.send(
    'shopify',
    gone,
    shopifyHeaders(gone, 'gone', 'orders/delete'),
  );
  assert.equal(deleted.answer.stored, 1);
});

test('a sender who exceeds the limit is told when to retry', async () => {
  const headers = { 'content-type': 'application/json', 'x-webhook-token': secrets.token };
  const codes: number[] = [];
  for (let count = 0; count < 3; count++) {
    const response = await fetch(`http://${company.hub.httpAddress}/webhooks/slow`, {
      ...{ method: 'POST', headers },
      body: JSON.stringify({ id: `s${count}` }),
    });
    codes.push(response.status);
    if (response.status === 429) assert.ok(Number(response.headers.get('retry-after')) > 0);
  }
  assert.equal(codes.at(-1), 429);
});

test('several hints at one thing cause one fetch of it; hints at things that do not exist are dropped', async () => {
  await rowsOf(
    company.scope.databaseUrl,
    `insert into article (no, name) values (17, 'Kelle'), (18, 'Eimer')`,
  );
  const headers = { 'content-type': 'application/json', 'x-webhook-token': secrets.token };
  const hint = (article: unknown) => company.send('erp', JSON.stringify({ article }), headers);
  const answers = await Promise.all(
    Array.from({ length: 30 }, (_, index) => hint(index % 3 === 0 ? 18 : 17)).concat(
      hint('gone'),
      hint(99),
    ),
  );
  assert.deepEqual(new Set(answers.map(({ status }) => status)), new Set([200]));
  await until(company.hub, signal, () => (company.statusOf('articles')?.records ?? 0) >= 2);
  await until(
    company.hub,
    signal,
    () => company.hub.lanes().find(({ name }) => name === 'articles/out')?.counts.applied === 2,
  );
  assert.equal(company.statusOf('articles')?.records, 2);
  const waiting = await rowsOf(
    company.scope.databaseUrl,
    `select * from ${company.scope.namespace}.hint`,
  );
  assert.deepEqual(waiting, []);
});

test('a hint that arrives while others of its stream are being fetched is followed right after them', async () => {
  const { databaseUrl } = company.scope;
  await rowsOf(databaseUrl, `insert into article (no, name) values (27, 'Lot'), (28, 'Zange')`);
  const headers = { 'content-type': 'application/json', 'x-webhook-token': secrets.token };
  const hint = (article: number) => company.send('erp', JSON.stringify({ article }), headers);
  const before = company.statusOf('articles')?.records ?? 0;
  const fetches = () =>
    rowsOf(databaseUrl, `select from pg_stat_activity where wait_event_type = 'Lock'`);
  await whileLocked(databaseUrl, 'article', async () => {
    await hint(27);
    while ((await fetches()).length === 0) await wait(20);
    await hint(28);
    // Long enough for the hub to look for hints and to skip those of a busy stream.
    await wait(1_000);
  });
  const freedAtMs = Date.now();
  await until(
    company.hub,
    signal,
    () => (company.statusOf('articles')?.records ?? 0) >= before + 2,
  );
  // Sooner than the hub's search for missed hints, which runs every five seconds.
  assert.ok(Date.now() - freedAtMs < 3_000);
});

test('a paused stream accepts webhooks and delivers them', async () => {
  await company.hub.send(
    { id: 'p', kind: 'stream', name: 'service', action: 'pause', requestedBy: 'test' },
    signal,
  );
  const body = thing('paused');
  const applied = () =>
    company.hub.lanes().find(({ name }) => name === 'service/out')?.counts.applied ?? 0;
  const before = applied();
  assert.equal((await company.send('service', body, standardHeaders(body, 'paused'))).status, 200);
  await until(company.hub, signal, () => applied() === before + 1);
});
