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

/** Compares the plan with a changed one. Returns changes by name with their fields, and what restarts. */
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
    renewed: sorted(renewedStreams(before, next)),
    text: JSON.stringify(changes),
  };
}

const onlyLane = (lane: string, path: string) => ({
  changes: { [`changed lane ${lane}`]: [path] },
  begin: [lane],
});

test('the same configuration written in another order has no differences', async () => {
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
  test(`a changed ${what} restarts the lane that uses it, and no other`, async () => {
    const { changes, begin } = await after({ files: { ...files, [file]: text } });
    assert.deepEqual({ changes, begin }, onlyLane(lane, path));
  });
}

test('a file that a schema names counts as part of the schema: its stream continues, its lanes restart', async () => {
  const { changes, begin } = await after({
    files: { ...files, 'parts.json': '{ "$defs": { "any": {} } }' },
  });
  assert.deepEqual(changes, { 'changed stream products': ['validate'] });
  assert.deepEqual(begin, ['products/market', 'products/shop']);
});

test('a changed schedule restarts nothing; a changed page size restarts only the stream', async () => {
  const every = await after({ yaml: yaml((text) => text.replace('5m', '9m')) });
  assert.deepEqual([every.changes, every.begin], [{ 'changed stream products': ['every'] }, []]);
  const pages = await after({
    yaml: yaml((text) => text.replace('every: 5m', 'every: 5m\n    pageSize: 9')),
  });
  assert.deepEqual(pages.begin, ['products']);
});

test('a changed connector restarts with its streams and lanes, and shows no secret', async () => {
  const source = await after({ env: { PASSWORD: 'another password' } });
  assert.deepEqual(source.changes, { 'changed connector pim': ['password'] });
  assert.deepEqual(source.begin, ['pim', 'products']);
  assert.doesNotMatch(source.text, /password"?:"[^*]|another|long|\\u0000/);
  const target = await after({ yaml: yaml((text) => text.replace('secret-one', 'secret-two')) });
  assert.deepEqual(target.begin, ['market', 'products/market']);
  assert.doesNotMatch(target.text, /secret|\\u0000/);
});

test('another key makes other records: stream and lanes restart, and log and cursor are discarded', async () => {
  const { begin, renewed } = await after({
    yaml: yaml((text) => text.replace('key: sku', 'key: ean')),
  });
  assert.deepEqual(begin, ['products', 'products/market', 'products/shop']);
  assert.deepEqual(renewed, ['products']);
});

test('only what was added or removed starts or stops, and nothing else restarts', async () => {
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

test('a change in the hub section is noticed', async () => {
  const next = await planOf({ yaml: yaml((text) => `hub: { namespace: other }\n${text}`) });
  assert.equal(hubChanged(await planOf(), next), true);
  assert.equal(hubChanged(next, next), false);
});
