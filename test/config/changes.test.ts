import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HubPlan } from '../../src/runtime/config/index.ts';
import { beginnersOf, renewedStreams } from '../../src/runtime/apply/beginners.ts';
import { changesBetween, hubChanged } from '../../src/runtime/apply/difference.ts';
import type { Written } from './support.ts';
import { check } from './support.ts';

const yaml = (change: (text: string) => string = (text) => text) =>
  change(`
connectors:
  pim: { kind: source, password: "\${PASSWORD}" }
  shop: { kind: target, url: "http://shop" }
  market: { kind: target, url: "http://me:secret-one@market" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: changed }
    every: 5m
    validate: ./product.json
    to:
      - { connector: shop, entity: products, map: ./map.yaml }
      - { connector: market, entity: offers, map: { id: sku, tax: { from: vat, lookup: ./tax.csv } } }
`);
const files = {
  'product.json': '{ "$ref": "./parts.json#/$defs/any" }',
  'parts.json': '{ "$defs": { "any": true } }',
  'map.yaml': 'id: sku\n',
  'tax.csv': 'class,percent\nfull,19\n',
};
const env = { PASSWORD: 'a long password' };

async function planOf(written: Partial<Written> = {}): Promise<HubPlan> {
  const { plan, mistakes } = await check({ yaml: yaml(), files, env, ...written });
  assert.ok(plan, JSON.stringify(mistakes));
  return plan;
}

const sorted = (names: ReadonlySet<string>) => [...names].sort();

/** What becomes of the plan: changes by name with their fields, and who begins anew. */
async function after(written: Partial<Written>) {
  const [before, next] = [await planOf(), await planOf(written)];
  const changes = changesBetween(before, next);
  const begin = beginnersOf(changes, before, next);
  return {
    changes: Object.fromEntries(
      changes.map(({ kind, name, change, fields }) => [
        `${change} ${kind} ${name}`,
        change === 'changed' ? fields.map(({ path }) => path) : [],
      ]),
    ),
    begin: [...sorted(begin.connectors), ...sorted(begin.streams), ...sorted(begin.lanes)],
    renewed: sorted(renewedStreams(changes)),
    text: JSON.stringify(changes),
  };
}

const onlyLane = (lane: string, path: string) => ({
  changes: { [`changed lane ${lane}`]: [path] },
  begin: [lane],
});

test('the same configuration differs in nothing, also written in another order', async () => {
  const { changes, begin } = await after({
    yaml: yaml((text) => {
      const [head = '', shop = '', market = ''] = text.split('      - ');
      return `${head}      - ${market}      - ${shop}`.replace(
        'every: 5m',
        'every:   5m # minutes',
      );
    }),
  });
  assert.deepEqual([changes, begin], [{}, []]);
});

for (const [what, file, text, lane, path] of [
  ['field list', 'map.yaml', 'id: ean\n', 'products/shop', 'map'],
  ['lookup table', 'tax.csv', 'class,percent\nfull,20\n', 'products/market', 'map.tax.lookup'],
] as const) {
  test(`a changed ${what} begins the lane that works by it anew, and no other`, async () => {
    const { changes, begin } = await after({ files: { ...files, [file]: text } });
    assert.deepEqual({ changes, begin }, onlyLane(lane, path));
  });
}

test('a file that a schema names counts as the schema: its stream goes on, its lanes begin anew', async () => {
  const { changes, begin } = await after({
    files: { ...files, 'parts.json': '{ "$defs": { "any": {} } }' },
  });
  assert.deepEqual(changes, { 'changed stream products': ['validate'] });
  assert.deepEqual(begin, ['products/market', 'products/shop']);
});

test('a schedule is no reason to begin anew; a page size is one for the stream alone', async () => {
  const every = await after({ yaml: yaml((text) => text.replace('5m', '9m')) });
  assert.deepEqual([every.changes, every.begin], [{ 'changed stream products': ['every'] }, []]);
  const pages = await after({
    yaml: yaml((text) => text.replace('every: 5m', 'every: 5m\n    pageSize: 9')),
  });
  assert.deepEqual(pages.begin, ['products']);
});

test('a connector that changes begins anew with its streams and lanes, and shows no secret', async () => {
  const source = await after({ env: { PASSWORD: 'another password' } });
  assert.deepEqual(source.changes, { 'changed connector pim': ['password'] });
  assert.deepEqual(source.begin, ['pim', 'products']);
  assert.doesNotMatch(source.text, /password"?:"[^*]|another|long|\\u0000/);
  const target = await after({ yaml: yaml((text) => text.replace('secret-one', 'secret-two')) });
  assert.deepEqual(target.begin, ['market', 'products/market']);
  assert.doesNotMatch(target.text, /secret|\\u0000/);
});

test('another key makes other records: stream and lanes begin anew, log and cursor are given up', async () => {
  const { begin, renewed } = await after({
    yaml: yaml((text) => text.replace('key: sku', 'key: ean')),
  });
  assert.deepEqual(begin, ['products', 'products/market', 'products/shop']);
  assert.deepEqual(renewed, ['products']);
});

test('what comes and goes begins and ends, the rest stays', async () => {
  const { changes, begin } = await after({
    yaml: yaml((text) =>
      text
        .replace(/ {2}market: .*\n/, '')
        .replace(
          / {6}- .*market.*\n/,
          '      - { connector: shop, entity: offers, name: offers }\n',
        ),
    ),
  });
  assert.deepEqual(changes, {
    'removed connector market': [],
    'added lane products/offers': [],
    'removed lane products/market': [],
  });
  assert.deepEqual(begin, []);
});

test('a changed section of the hub itself is told', async () => {
  const next = await planOf({ yaml: yaml((text) => `hub: { namespace: other }\n${text}`) });
  assert.equal(hubChanged(await planOf(), next), true);
  assert.equal(hubChanged(next, next), false);
});
