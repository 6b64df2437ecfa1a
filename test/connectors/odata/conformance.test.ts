import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import { formatVersion } from '../../../src/connector-api/index.ts';
import { conforms, faultsOf } from '../../support/conforms.ts';
import { Erp, items } from './erp.ts';
import { openOData } from './support.ts';

const erp = await Erp.start({ items, products: items });
const proxy = await Proxy.open(Number(new URL(erp.url).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await erp[Symbol.asyncDispose]();
});

for (const batch of ['none', 'json', 'multipart']) {
  conforms(`odata with batch ${batch}`, {
    open: () => openOData({ url: `http://127.0.0.1:${proxy.port}/odata` }, { batch }),
    faults: faultsOf(proxy),
    ...(batch === 'none' ? { source: sourceSubject() } : {}),
    target: {
      entity: 'products',
      options: { alternateKey: 'number' },
      document: (key, state) => ({ number: key, displayName: `${key} v${state}` }),
      matchField: 'displayName',
      refused: (key) => ({ number: key, displayName: null }),
    },
  });
}

function sourceSubject() {
  return {
    settings: {
      ...{ entity: 'items', key: 'number', version: 'lastModifiedDateTime', deleted: 'blocked' },
      ...{ overlapMs: 60_000, options: {} },
    },
    writes: {
      async put(rows: readonly { key: string; state: number; version: number }[]) {
        for (const { key, state, version } of rows) {
          const changed = formatVersion(version);
          erp.put('items', {
            ...{ id: key, number: key, displayName: `${state}`, blocked: false },
            ...{ lastModifiedDateTime: changed },
          });
        }
      },
      async remove(keys: readonly string[]) {
        for (const key of keys) {
          const lastModifiedDateTime = formatVersion(Date.now() * 1_000);
          erp.put('items', { id: key, number: key, blocked: true, lastModifiedDateTime });
        }
      },
    },
  };
}
