import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import { conforms, faultsOf } from '../../support/conforms.ts';
import { Pim } from './pim.ts';
import { openAkeneo, uuidOf, value } from './support.ts';

const pim = await Pim.start();
const proxy = await Proxy.open(Number(new URL(pim.url).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await pim[Symbol.asyncDispose]();
});

conforms('akeneo', {
  open: () => openAkeneo({ url: `http://127.0.0.1:${proxy.port}` }),
  faults: faultsOf(proxy),
  source: {
    settings: {
      ...{ entity: 'products', key: 'identifier', version: 'updated' },
      ...{ deleted: null, overlapMs: 60_000, options: {} },
    },
    writes: {
      async put(rows) {
        for (const { key, state, version } of rows) {
          pim.nowMs = Math.floor(version / 1000) - pim.tickMs;
          const values = { sku: [value(key)], color: [value(`state ${state}`)] };
          pim.put('products-uuid', uuidOf(key), { values });
        }
      },
    },
  },
  target: {
    entity: 'products',
    options: { deletes: 'delete' },
    document: (key, state) => ({
      identifier: key,
      values: {
        name: { locale: 'de_DE', data: `${key} v${state}` },
        price: [{ amount: '9.90', currency: 'EUR' }],
      },
    }),
    matchField: 'identifier',
    refused: (key) => ({ identifier: key, values: { name: 7 } }),
  },
});

conforms('akeneo families', {
  open: () => openAkeneo({ url: `http://127.0.0.1:${proxy.port}` }),
  faults: faultsOf(proxy),
  source: {
    settings: {
      ...{ entity: 'families', key: 'code', version: null },
      ...{ deleted: null, overlapMs: 60_000, options: {} },
    },
    writes: {
      async put(rows) {
        for (const { key, state } of rows)
          pim.put('families', key, { labels: { de_DE: `${state}` } });
      },
    },
  },
});
