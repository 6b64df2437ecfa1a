import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forkHub, untilKilled } from '../../support/fork-hub.ts';
import { startTestHub, syncAndSettle } from '../../support/hub.ts';
import type { SeenRequest } from '../../support/http-system.ts';
import { offers, openCompany } from './company.ts';

/** Two files. */
const OFFERS = 1_200;
const signal = AbortSignal.timeout(110_000);

test('a hub killed with -9 amid imports has every offer as it is in the end, and each refused one as a dead letter', async () => {
  await using company = await openCompany({ every: '1s' });
  const { scope, market, sql, configFile, env } = company;
  // If files wait beside each other, the older one ends last.
  market.processedFirst = 'newest';
  market.asks = 2;
  market.fileEveryMs = 40;
  await sql(offers(OFFERS));
  await sql(`update offer set ean = 'unknown' where sku in ('A-3', 'A-700', 'A-1100')`);
  /** Kills a hub when the marketplace gets such a request, which is carried out. */
  const killAt = async (isAt: (request: SeenRequest) => boolean) => {
    const hub = forkHub(scope, configFile, { env });
    const killed = untilKilled(hub, signal);
    market.misbehave = (request) => {
      if (!isAt(request)) return null;
      hub.kill('SIGKILL');
      return { silent: true };
    };
    await killed;
  };
  const change = (sku: string) =>
    sql(`update offer set price = price + 1000, changed = now() where sku in ('A-1', '${sku}')`);
  await killAt(({ method }) => method === 'POST');
  await change('A-2');
  await killAt(({ path }) => path.endsWith('error_report'));
  await change('A-999');
  market.misbehave = () => null;
  await using last = await startTestHub(scope, configFile, scope.databaseUrl, { env });
  await last.settled(signal);
  await syncAndSettle(last, 'offers', signal);
  market.processAll();
  const refused = ['A-1100', 'A-3', 'A-700'];
  const all = Array.from({ length: OFFERS }, (_, n) => `A-${n + 1}`);
  assert.deepEqual(
    [...market.offers.keys()].toSorted(),
    all.filter((sku) => !refused.includes(sku)).toSorted(),
  );
  const prices = ['A-1', 'A-2', 'A-4', 'A-999'].map((sku) => market.offers.get(sku)?.price);
  assert.deepEqual(prices, ['2001.5', '1002.5', '4.5', '1999.5']);
  const dead = await sql(
    `select key, reason from ${scope.namespace}.dead_letter where state = 'open' order by key`,
  );
  assert.deepEqual(
    dead.map(({ key }) => key),
    refused,
  );
  assert.ok(dead.every(({ reason }) => /The product does not exist/.test(String(reason))));
  // Files that came again changed nothing.
  for (const sku of ['A-4', `A-${OFFERS}`])
    assert.equal(market.effects.filter(({ key }) => key === sku).length, 1);
});
