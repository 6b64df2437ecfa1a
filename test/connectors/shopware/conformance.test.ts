import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import { conforms, faultsOf, named } from '../../support/conforms.ts';
import { Shop } from './shop.ts';
import { idFor, openShopware, product } from './support.ts';

const shop = await Shop.start();
const proxy = await Proxy.open(Number(new URL(shop.url).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await shop[Symbol.asyncDispose]();
});

conforms('shopware', {
  open: () => openShopware({ url: `http://127.0.0.1:${proxy.port}` }),
  faults: faultsOf(proxy),
  source: {
    settings: {
      ...{ entity: 'property_group', key: 'position', version: 'updatedAt', created: 'createdAt' },
      ...{ deleted: null, overlapMs: 60_000, options: {} },
    },
    writes: {
      async put(rows) {
        for (const { key, state, version } of rows) {
          shop.nowMs = Math.floor(version / 1000) - shop.tickMs;
          shop.upsert('property_group', { id: idFor(key), position: key, state });
        }
      },
    },
  },
  target: {
    entity: 'product',
    document: (key, state) => ({ ...product(key), ...named(key, state) }),
    matchField: 'productNumber',
    refused: (key) => ({ ...product(key), name: '' }),
  },
});
