import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import type { Subject } from '../../../src/testing/index.ts';
import { conforms, faultsOf } from '../../support/conforms.ts';
import { Marketplace } from './marketplace.ts';
import { openAmazon } from './support.ts';

const marketplace = await Marketplace.start();
const proxy = await Proxy.open(Number(new URL(marketplace.url).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await marketplace[Symbol.asyncDispose]();
});
marketplace.listings.arePatchedIntoBeing = true;
/** Amazon tells no change of the last minutes. */
const EARLIER_MS = 600_000;

const base: Subject = {
  open: () => openAmazon({ url: `http://127.0.0.1:${proxy.port}` }),
  faults: faultsOf(proxy),
};

conforms('amazon', {
  ...base,
  source: {
    settings: {
      ...{ entity: 'orders', key: 'orderId', version: 'lastUpdatedTime' },
      ...{ deleted: null, overlapMs: 60_000, options: {} },
    },
    writes: {
      async put(rows) {
        for (const { key, state, version } of rows) {
          const lastUpdatedTime = new Date(version / 1000 - EARLIER_MS).toISOString();
          marketplace.putOrder(key, { lastUpdatedTime, programs: [`v${state}`] });
        }
      },
    },
  },
  target: {
    entity: 'listings',
    options: { method: 'patch', currency: 'EUR' },
    document: (_, state) => ({ price: 10 + state, quantity: state }),
    refused: () => ({ price: -1 }),
  },
});

conforms('amazon (put)', {
  ...base,
  target: {
    entity: 'listings',
    options: { method: 'put' },
    document: (key, state) => ({
      productType: 'SHIRT',
      item_name: [{ value: `${key} v${state}`, language_tag: 'de_DE' }],
    }),
    refused: () => ({ fake_attribute: [{ value: 1 }] }),
  },
});
