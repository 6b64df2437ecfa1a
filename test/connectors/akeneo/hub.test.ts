import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { startTestHub, syncAndSettle, until } from '../../support/hub.ts';
import { articles, openCompany } from './company.ts';
import { put, uuidOf, value } from './support.ts';

const signal = AbortSignal.timeout(100_000);

async function openHub() {
  await using opened = new AsyncDisposableStack();
  const company = opened.use(await openCompany());
  const { scope, configFile, env } = company;
  const hub = opened.use(await startTestHub(scope, configFile, scope.databaseUrl, { env }));
  await hub.settled(signal);
  const whole = opened.move();
  return { ...company, hub, [Symbol.asyncDispose]: () => whole.disposeAsync() };
}

test('the guide’s configuration links the products that the PIM has, creates the others, repairs what was changed, and leaves no difference', async () => {
  await using company = await openHub();
  const { pim, sql, hub } = company;
  put(pim, 'a-1', { values: { description: [value('Enriched', 'de_DE', 'ecommerce')] } });
  await sql(articles(250));
  await syncAndSettle(hub, 'articles', signal);
  assert.equal(pim.all('products-uuid').length, 250);
  const [first] = pim.all('products-uuid');
  assert.deepEqual(
    [first?.uuid, first?.family, first?.values?.description?.length, first?.values?.name],
    [uuidOf('a-1'), 'clothes', 1, [value('Artikel 1', 'de_DE')]],
  );
  pim.put('products-uuid', uuidOf('a-1'), { values: { color: [value('blue')] } });
  put(pim, 'only here');
  const verify = async (repair: boolean) => {
    const request = {
      ...{ stream: 'articles', lane: null, limit: 1_000, details: 10, repair },
      ...{ requestId: null, requestedBy: 'test' },
    };
    for await (const event of hub.verifying.verify(request, signal))
      if (event.kind === 'summary') return event.summary.lanes[0]?.counts;
    return undefined;
  };
  const { same, surplus } = (await verify(true)) ?? {};
  assert.deepEqual([same, surplus], [249, 1]);
  await hub.settled(signal);
  const [repaired] = pim.all('products-uuid');
  const left = (await verify(false))?.same;
  assert.deepEqual([left, repaired?.values?.color], [250, [value('red')]]);
});

test('an event of the PIM has its product read, one of a deletion deletes it, and the schedule finds what no event told', async () => {
  await using company = await openHub();
  const { pim, sql, hub, env } = company;
  const applied = () =>
    hub.lanes().find(({ name }) => name === 'products/shop')?.counts.applied ?? 0;
  const tell = async (what: string, sku: string) => {
    const body = JSON.stringify({
      ...{ specversion: '1.0', id: `event ${what} ${sku}`, source: 'akeneo-event-platform' },
      ...{ type: `com.akeneo.pim.v1.product.${what}`, subject: 'subscription' },
      // The PIM's clock is an hour behind, as in an event that is told again.
      time: new Date(pim.nowMs).toISOString(),
      data: { product: { uuid: uuidOf(sku) }, author: { identifier: 'x', type: 'api' } },
    });
    const before = applied();
    const response = await fetch(`http://${hub.httpAddress}/webhooks/pim`, {
      method: 'POST',
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        'x-akeneo-signature-primary': createHmac('sha256', env.PIM_WEBHOOK_SECRET)
          .update(body)
          .digest('hex'),
        'x-akeneo-signature-algorithm': 'HmacSHA256',
      },
      body,
    });
    assert.equal(response.status, 200, await response.text());
    await until(hub, signal, () => applied() > before);
  };
  const names = () => sql('select number, name, active from product order by number');
  put(pim, 'A-1', { values: { name: [value('Hemd', 'de_DE'), value('Shirt', 'en_US')] } });
  await tell('created', 'A-1');
  assert.deepEqual(await names(), [{ number: 'A-1', name: 'Hemd', active: true }]);
  put(pim, 'A-2');
  await syncAndSettle(hub, 'products', signal);
  assert.equal((await names()).length, 2);
  pim.put('product-models', 'shirt', { values: { name: [value('Modell', 'de_DE')] } });
  put(pim, 'A-2', { parent: 'shirt' });
  await syncAndSettle(hub, 'products', signal);
  pim.put('product-models', 'shirt', { values: { name: [value('Modell 2', 'de_DE')] } });
  await syncAndSettle(hub, 'products', signal);
  assert.equal((await names())[1]?.name, 'Modell 2');
  pim.remove('products-uuid', uuidOf('A-1'));
  await tell('deleted', 'A-1');
  assert.deepEqual(await names(), [{ number: 'A-2', name: 'Modell 2', active: true }]);
});
