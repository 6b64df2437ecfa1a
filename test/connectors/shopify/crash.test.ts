import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forkHub, settleAndStop, untilKilled } from '../../support/fork-hub.ts';
import type { Reply } from '../../support/http-system.ts';
import { articles, openCompany, total } from './company.ts';

const ARTICLES = 200;
const ORDERS = 700;
const signal = AbortSignal.timeout(110_000);

test('a hub killed with -9 while it writes products and reads orders has each exactly once in the end', async () => {
  await using company = await openCompany();
  const { scope, shop, sql, env } = company;
  await sql(articles(ARTICLES));
  await sql(`create table inserted (id text);
    create function note() returns trigger language plpgsql as $$ begin insert into inserted values (new.id); return new; end $$;
    create trigger note after insert on sales_order for each row execute function note()`);
  for (let n = 1; n <= ORDERS; n++) shop.putOrder(String(n), total(`${n}.50`));
  const start = () => forkHub(scope, company.configFile, { env });
  /** Kills a hub when the shop has such a request for the nth time: it is carried out, but its answer is lost. */
  const killAt = async (name: string, nth: number, meanwhile: (text: string) => Reply | null) => {
    const hub = start();
    const killed = untilKilled(hub, signal);
    let seen = 0;
    shop.misbehave = ({ text }) => {
      if (text.includes(name) && ++seen === nth) hub.kill('SIGKILL');
      return meanwhile(text);
    };
    await killed;
  };
  // No product is written before the next life, so that there is one at which to kill it.
  await killAt('orders(first', 2, (text) =>
    text.includes('productSet') ? { silent: true } : null,
  );
  await killAt('productSet', 1, () => null);
  await killAt('productSet', 70, () => null);
  shop.misbehave = () => null;
  await settleAndStop(start(), signal);
  const titles = shop.products.all().map(({ title }) => title as string);
  const expected = Array.from({ length: ARTICLES }, (_, n) => `Article ${n + 1}`);
  assert.deepEqual(titles.toSorted(), expected.toSorted());
  const [orders] = await sql(`select count(*)::int as rows, sum(total)::float as total,
    (select count(*)::int from inserted) as inserted from sales_order`);
  const sum = (ORDERS * (ORDERS + 1)) / 2 + ORDERS * 0.5;
  assert.deepEqual(orders, { rows: ORDERS, total: sum, inserted: ORDERS });
});
