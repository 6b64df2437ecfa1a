import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { JsonObject } from '../../../src/connector-api/index.ts';
import type { Reply } from '../../support/http-system.ts';
import { readAll } from '../../support/read-all.ts';
import { delivery } from '../postgres/support.ts';
import { Marketplace } from './marketplace.ts';
import { openAmazon, signal, sourceOf, targetOf } from './support.ts';
import { Swagger } from './swagger.ts';

const folder = path.resolve(import.meta.dirname, '../../../../shared/facts/specs');
const documents = ['amazon_listingsItems_2021-08-01.json', 'amazon_orders_2026-01-01.json'];
const absent = documents.find((name) => !existsSync(path.join(folder, name)));
const skip = absent === undefined ? false : `${absent} is absent: no contract to compare with`;

const open = () =>
  Promise.all(
    documents.map(async (name) => new Swagger(await readFile(path.join(folder, name), 'utf8'))),
  );

test('all requests are as the models of the Selling Partner API want them', { skip }, async () => {
  const models = await open();
  await using marketplace = await Marketplace.start();
  for (let n = 1; n <= 3; n++)
    marketplace.putOrder(`${n}`, { lastUpdatedTime: `2026-01-3${n % 2}T10:00:00Z` });
  await openAmazon(marketplace).check(signal);
  const options = {
    ...{ includedData: ['BUYER', 'RECIPIENT', 'PROCEEDS'], fulfilledBy: 'MERCHANT' },
    ...{ fulfillmentStatuses: ['UNSHIPPED', 'SHIPPED'], marketplaceIds: ['A', 'B'] },
  };
  for (const chosen of [{}, options])
    await readAll(sourceOf(marketplace, { options: chosen }), null, 2);
  const put = delivery('A-1', 1, { document: { item_name: [{ value: 'Lamp' }], price: 3 } });
  const patch = delivery('A-1', 2, { document: { price: 4, quantity: 2 } });
  const gone = delivery('A-1', 3, { operation: 'delete', externalId: 'A-1' });
  await targetOf(marketplace, { method: 'put' }).deliver([put], signal);
  await targetOf(marketplace).deliver([patch], signal);
  await targetOf(marketplace).peek?.({ things: [patch], signal });
  await targetOf(marketplace).deliver([gone], signal);
  const names = new Set<string>();
  for (const request of marketplace.system.seen.filter((one) => one.path !== '/auth/o2/token')) {
    const [found] = models.flatMap((model) => model.operation(request) ?? []);
    assert.ok(found, `${request.method} ${request.path} is in no model`);
    assert.deepEqual(found.problemsOf(request), [], `${found.id} ${request.query.toString()}`);
    names.add(found.id);
  }
  assert.deepEqual([...names].toSorted(), [
    ...['deleteListingsItem', 'getListingsItem', 'patchListingsItem', 'putListingsItem'],
    ...['searchListingsItems', 'searchOrders'],
  ]);
});

test('every answer of Amazon’s sandbox is understood', { skip }, async () => {
  const models = await open();
  const answers = (id: string) => models.flatMap((model) => model.sandbox(id));
  /** Lets Amazon answer so, whatever the request. */
  const answering = async (reply: Reply) => {
    const marketplace = await Marketplace.start();
    marketplace.misbehave = ({ path: asked }) => (asked.startsWith('/auth') ? null : reply);
    return marketplace;
  };
  const told: unknown[] = [];
  for (const { status, body } of answers('searchOrders')) {
    await using marketplace = await answering({ status, body });
    const read = sourceOf(marketplace).read({ cursor: null, limit: 10, signal });
    if (status >= 400)
      await assert.rejects(read, { code: 'SOURCE_REFUSED', message: /Invalid Input/ });
    else {
      const { records, rejected, more } = await read;
      told.push([records.length, rejected.length, more]);
    }
  }
  assert.deepEqual(told, [
    [1, 0, true],
    [1, 0, false],
    [1, 0, false],
  ]);
  const document = { price: 3 };
  for (const [id, options, fields] of [
    ['putListingsItem', { method: 'put' }, {}],
    ['patchListingsItem', {}, {}],
    ['deleteListingsItem', {}, { operation: 'delete' }],
  ] as const) {
    for (const { status, body } of answers(id)) {
      await using marketplace = await answering({ status, body });
      const one = delivery('A-1', 1, { document, ...fields });
      const [outcome] = await targetOf(marketplace, options).deliver([one], signal);
      const isRefused = status >= 400 || (body as JsonObject).status === 'INVALID';
      assert.equal(outcome?.kind, isRefused ? 'failed' : 'applied', JSON.stringify(body));
      if (outcome?.kind === 'failed') assert.equal(outcome.failure.code, 'TARGET_REFUSED');
    }
  }
  for (const { status, body } of answers('getListingsItem')) {
    await using marketplace = await answering({ status, body });
    const things = [delivery('A-1', 1, { document })];
    const peeked = targetOf(marketplace).peek?.({ things, signal });
    if (status >= 400) await assert.rejects(async () => peeked, { code: 'TARGET_MISCONFIGURED' });
    else assert.equal((await peeked)?.[0]?.id, 'A-1');
  }
});
