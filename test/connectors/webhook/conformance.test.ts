import { after } from 'node:test';
import { Proxy } from '../../../bench/support/proxy.ts';
import type { Effect } from '../../../src/testing/index.ts';
import { conforms, effectOf, faultsOf, named } from '../../support/conforms.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { openWebhook, verified } from './support.ts';

type Named = { readonly name: string };

const system = await HttpSystem.start();
const proxy = await Proxy.open(Number(new URL(system.url).port));
after(async () => {
  await proxy[Symbol.asyncDispose]();
  await system[Symbol.asyncDispose]();
});

/** What counts for a receiver that drops repeats by their id. */
async function effects(): Promise<readonly Effect[]> {
  const first = new Map(
    system.seen
      .filter(({ method }) => method === 'POST')
      .toReversed()
      .map((request) => [request.headers['webhook-id'], request]),
  );
  return [...first.values()].toReversed().map((request) => {
    const told = verified(request) as Named & { readonly type?: string; readonly data?: Named };
    const isGone =
      request.headers['stellwerk-operation'] === 'delete' || told.type === 'products.deleted';
    return effectOf((told.data ?? told).name, isGone);
  });
}

for (const format of ['document', 'cloudevents'] as const) {
  conforms(`webhook (${format})`, {
    open: () => openWebhook(`http://127.0.0.1:${proxy.port}`, { timeoutMs: 2_000 }),
    faults: faultsOf(proxy),
    target: { entity: 'products', options: { format }, document: named, effects },
  });
}
