import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import type { Effect } from '../../../src/testing/index.ts';
import { conforms, effectOf, faultsOf, named } from '../../support/conforms.ts';
import { company, openNats } from './support.ts';

const co = await company();
const proxy = await Proxy.open(Number(co.servers[0]?.split(':')[1]));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await co[Symbol.asyncDispose]();
});
const [stock, orders] = [`${co.word}-stock`, `${co.word}-orders`];
await co.jsm.streams.add({ name: stock, subjects: [`${co.word}.stock.>`] });
await co.jsm.streams.add({ name: orders, subjects: [`${co.word}.orders.>`] });

async function effects(): Promise<readonly Effect[]> {
  const { state } = await co.jsm.streams.info(orders);
  const told: Effect[] = [];
  for (let seq = 1; seq <= state.last_seq; seq++) {
    const message = await co.jsm.streams.getMessage(orders, { seq });
    const { name } = message?.json<{ readonly name: string }>() ?? { name: '' };
    told.push(effectOf(name, message?.header.get('stellwerk-operation') === 'delete'));
  }
  return told;
}

conforms('nats', {
  open: () => openNats([`127.0.0.1:${proxy.port}`], { timeoutMs: 2_000 }),
  faults: faultsOf(proxy),
  source: {
    settings: {
      ...{ entity: stock, key: 'id', version: null, deleted: null },
      ...{ overlapMs: 0, options: {} },
    },
    writes: {
      async put(rows) {
        for (const { key, state } of rows) await co.publish(`stock.${key}`, { id: key, state });
      },
    },
  },
  target: {
    entity: 'orders',
    options: { subject: `${co.word}.orders.{key}` },
    document: named,
    effects,
  },
});
