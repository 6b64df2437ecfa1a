import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import { conforms, faultsOf, named } from '../../support/conforms.ts';
import { Marketplace } from './marketplace.ts';
import { offer, openMirakl } from './support.ts';

const market = await Marketplace.start();
const proxy = await Proxy.open(Number(new URL(market.url).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await market[Symbol.asyncDispose]();
});

conforms('mirakl', {
  open: () => openMirakl({ url: `http://127.0.0.1:${proxy.port}` }),
  faults: faultsOf(proxy),
  source: {
    settings: {
      ...{ entity: 'orders', key: 'order_id', version: 'last_updated_date' },
      ...{ deleted: null, overlapMs: 60_000, options: {} },
    },
    writes: {
      async put(rows) {
        for (const { key, state, version } of rows) {
          market.orders.nowMs = Math.floor(version / 1000);
          market.orders.put(key, { customer_notification_email: `v${state}` });
        }
      },
    },
  },
  target: {
    entity: 'offers',
    document: (key, state) => offer(19.9, { description: named(key, state).name }),
    refused: () => offer('nineteen'),
    async effects() {
      // What was sent is processed some time, also if nobody asks any more.
      market.processAll();
      return market.effects;
    },
  },
});
