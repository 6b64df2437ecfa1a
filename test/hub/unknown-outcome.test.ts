import assert from 'node:assert/strict';
import { rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { JsonObject } from '../../src/domain/index.ts';
import { HttpSystem } from '../support/http-system.ts';
import type { Reply } from '../support/http-system.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, syncAndSettle, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(40_000);

const config = (url: string, retry: string) => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: http, url: "${url}" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    every: 1h
    to:
      - connector: shop
        entity: products
        idField: id
        reference: { path: '/products?sku={key}', items: hits }
        map: { sku: sku, price: price }
        retry: ${retry}
`;

/** Gives ids itself, knows no idempotency keys, and answers as `trouble` says after it has stored what it was sent. */
class Shop {
  readonly products: { sku: string; price: number }[] = [];
  trouble: () => Reply | null = () => null;

  readonly reply: HttpSystem['reply'] = ({ method, path: where, query, body }) => {
    const sent = body as { sku: string; price: number };
    if (method === 'GET') {
      const ids = this.products.flatMap(({ sku }, id) =>
        sku === query.get('sku') ? [{ id }] : [],
      );
      return { body: { hits: ids } };
    }
    if (method === 'HEAD') return {};
    const id = method === 'POST' ? this.products.length : Number(where.split('/').at(-1));
    this.products[id] = sent;
    return this.trouble() ?? { body: { id } };
  };
}

interface Company extends AsyncDisposable {
  readonly hub: TestHub;
  readonly shop: Shop;
  /** Replaces the file of products. */
  write(...rows: readonly JsonObject[]): Promise<void>;
  sync(): Promise<void>;
}

async function openCompany(retry: string): Promise<Company> {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  const system = opened.use(await HttpSystem.start());
  const shop = new Shop();
  system.reply = shop.reply;
  const file = path.join(scope.dir, 'products.jsonl');
  const write = async (...rows: readonly JsonObject[]) => {
    await writeFile(`${file}.new`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    await rename(`${file}.new`, file);
  };
  await write();
  const hub = await startTestHub(scope, await writeConfig(scope, config(system.url, retry)));
  opened.defer(() => hub.stop());
  await hub.settled(signal);
  const owned = opened.move();
  return {
    ...{ hub, shop, write },
    sync: () => syncAndSettle(hub, 'products', signal),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

test('a thing that changes after a create without an answer is found and gets its newest content', async () => {
  await using company = await openCompany('{ initial: 60s }');
  const { hub, shop } = company;
  shop.trouble = () => ({ status: 500 });
  await company.write({ sku: 'A', v: 1, price: 10 });
  await hub.send(
    { id: 's1', kind: 'stream', name: 'products', action: 'sync', requestedBy: 'test' },
    signal,
  );
  await until(hub, signal, () => hub.lanes()[0]?.parked === 1);
  shop.trouble = () => null;
  await company.write({ sku: 'A', v: 2, price: 12 });
  await company.sync();
  assert.deepEqual(shop.products, [{ sku: 'A', price: 12 }]);
});

test('a thing is not created again after a dead letter whose create has reached the target', async () => {
  await using company = await openCompany('{ attempts: 1 }');
  const { shop } = company;
  shop.trouble = () => ({ status: 500 });
  await company.write({ sku: 'A', v: 1, price: 10 });
  await company.sync();
  shop.trouble = () => null;
  await company.write({ sku: 'A', v: 2, price: 12 });
  await company.sync();
  assert.deepEqual(shop.products, [{ sku: 'A', price: 12 }]);
});

test('content that was applied is sent again after a dead letter that may have changed it', async () => {
  await using company = await openCompany('{ attempts: 1 }');
  const { shop } = company;
  await company.write({ sku: 'A', v: 1, price: 10 });
  await company.sync();
  shop.trouble = () => ({ status: 500 });
  await company.write({ sku: 'A', v: 2, price: 12 });
  await company.sync();
  assert.deepEqual(shop.products, [{ sku: 'A', price: 12 }]);
  shop.trouble = () => null;
  await company.write({ sku: 'A', v: 3, price: 10 });
  await company.sync();
  assert.deepEqual(shop.products, [{ sku: 'A', price: 10 }]);
});
