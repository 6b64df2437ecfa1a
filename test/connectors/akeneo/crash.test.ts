import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forkHub, settleAndStop, untilKilled } from '../../support/fork-hub.ts';
import { articles, openCompany } from './company.ts';
import { put, value } from './support.ts';

const LIST = '/api/rest/v1/products-uuid';
const ARTICLES = 400;
const PRODUCTS = 350;
const signal = AbortSignal.timeout(110_000);

test('a hub killed with -9 while it writes and reads products has each exactly once in the end', async () => {
  await using company = await openCompany();
  const { scope, pim, sql, env } = company;
  await sql(articles(ARTICLES));
  await sql(`create table inserted (id text);
    create function note() returns trigger language plpgsql as $$ begin insert into inserted values (new.id); return new; end $$;
    create trigger note after insert on product for each row execute function note()`);
  for (let n = 1; n <= PRODUCTS; n++)
    put(pim, `P-${n}`, { values: { name: [value(`Produkt ${n}`, 'de_DE')] } });
  const start = () => forkHub(scope, company.configFile, { env });
  /** Kills a hub when the PIM has such a request for the nth time: it is carried out, but its answer is lost. */
  const killAt = async (method: string, nth: number) => {
    const hub = start();
    const killed = untilKilled(hub, signal);
    let seen = 0;
    pim.misbehave = (request) => {
      const isMeant =
        request.path === LIST && request.method === method && !request.query.has('search');
      if (isMeant && ++seen === nth) hub.kill('SIGKILL');
      // No product is written before the lives in which it is written.
      return method === 'GET' && request.method === 'PATCH' ? { silent: true } : null;
    };
    await killed;
  };
  await killAt('GET', 3);
  await killAt('PATCH', 1);
  await killAt('PATCH', 2);
  pim.misbehave = () => null;
  await settleAndStop(start(), signal);
  const skus = pim.all('products-uuid').map(({ values }) => values?.sku?.[0]?.data as string);
  const numbers = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, n) => `${prefix}-${n + 1}`);
  const expected = [...numbers('A', ARTICLES), ...numbers('P', PRODUCTS)];
  assert.deepEqual(skus.toSorted(), expected.toSorted());
  const [read] = await sql(`select count(*)::int as rows, count(distinct number)::int as numbers,
    (select count(*)::int - count(distinct id)::int from inserted) as twice
    from product where number like 'P-%' and name = 'Produkt ' || substr(number, 3)`);
  assert.deepEqual(read, { rows: PRODUCTS, numbers: PRODUCTS, twice: 0 });
});
