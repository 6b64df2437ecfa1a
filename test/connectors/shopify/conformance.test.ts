import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import { conforms, faultsOf, named } from '../../support/conforms.ts';
import { Shop } from './shop.ts';
import { CUSTOM_ID, openShopify, product } from './support.ts';

const shop = await Shop.start();
const proxy = await Proxy.open(Number(new URL(shop.url).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});
const numbers = new Map<string, number>();

conforms('shopify', {
  open: () => openShopify({ url: `http://127.0.0.1:${proxy.port}` }),
  faults: faultsOf(proxy),
  source: {
    settings: {
      ...{ entity: 'orders', key: 'note', version: 'updatedAt' },
      ...{ deleted: null, overlapMs: 60_000, options: {} },
    },
    writes: {
      async put(rows) {
        for (const { key, state, version } of rows) {
          const number = numbers.get(key) ?? numbers.size + 1;
          numbers.set(key, number);
          shop.nowMs = Math.floor(version / 1000);
          shop.putOrder(number, { note: key, tags: [`v${state}`] });
        }
      },
    },
  },
  target: {
    entity: 'products',
    options: { customId: CUSTOM_ID },
    document: (key, state) => ({ ...product(key), title: named(key, state).name }),
    matchField: 'sku',
    refused: (key) => product(key, { title: '' }),
  },
});
