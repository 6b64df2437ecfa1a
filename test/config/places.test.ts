import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check, linesOf, sound } from './support.ts';
import type { Written } from './support.ts';

/** The text to replace in the valid configuration, its replacement, and the mistake that this makes. */
const table: readonly (readonly [what: string, from: string, to: string, mistake: RegExp])[] = [
  [
    'an unknown key is reported at the key',
    'every: 5m',
    'evry: 5m',
    /^stellwerk\.yaml:8:5 streams\.products\.evry: .*Did you mean `every`/,
  ],
  [
    'a wrong value is reported at the value',
    'every: 5m',
    'every: soon',
    /^stellwerk\.yaml:8:12 streams\.products\.every: `soon` is not a duration/,
  ],
  [
    'a missing key is reported where its parent begins',
    ', key: sku',
    '',
    /^stellwerk\.yaml:7:5 streams\.products\.from\.key: .*Add it: Field/,
  ],
  [
    'a key given twice',
    'every: 5m',
    'every: 5m\n    every: 6m',
    /^stellwerk\.yaml:9:5 .*unique.* Remove one/,
  ],
  [
    'a number where text belongs',
    'every: 5m',
    'every: 5',
    /^stellwerk\.yaml:8:12 .*must be text, but is 5/,
  ],
  ['too short an interval', 'every: 5m', 'every: 10ms', /Write 1s or more/],
  [
    'an unknown time zone',
    'every: 5m',
    'cron: "0 6 * * *"\n    timeZone: Mars/Olympus',
    /^stellwerk\.yaml:9:15 .*no time zone `Mars\/Olympus`/,
  ],
  ['a time zone without cron', 'every: 5m', 'timeZone: Europe/Berlin', /belongs to `cron`/],
  [
    'a cron hour out of range',
    'every: 5m',
    'cron: 0 24 * * *',
    /:8:11 .*`24` is not a valid hour: it must be 0 to 23/,
  ],
  ['a source that only writes', 'connector: pim', 'connector: shop', /cannot be read from/],
  [
    'a target that only reads',
    'connector: shop',
    'connector: pim',
    /^stellwerk\.yaml:10:20 .*cannot be written to/,
  ],
  [
    'a match that the target cannot search for',
    'map: { name: title }',
    'match: sku',
    /^stellwerk\.yaml:12:16 .*cannot search products.* Remove `match`/,
  ],
  [
    'an entity written twice',
    'map: { name: title }',
    'name: a\n      - { connector: shop, entity: products, name: b }',
    /:13:9 .*writes products of shop twice/,
  ],
  [
    'a second lane without a name',
    'map: { name: title }',
    'validate: {}\n      - { connector: shop, entity: prices }',
    /needs its own name/,
  ],
  [
    'waits that shrink',
    'map: { name: title }',
    'retry: { initial: 1h, max: 1m }',
    /shorter than the first/,
  ],
  [
    'an option of another kind',
    'map: { name: title }',
    'colour: red',
    /:12:9 .*`colour` is not known here.* Allowed here: .*table/,
  ],
  [
    'a field list with a typo',
    '{ name: title }',
    '{ name: { form: title } }',
    /:12:24 streams\.products\.to\[0\]\.map\.name\.form: .*Did you mean `from`/,
  ],
  [
    'a missing mapping file',
    '{ name: title }',
    './none.yaml',
    /^stellwerk\.yaml:12:14 .*none\.yaml cannot be read: it does not exist\. Correct the file/,
  ],
  ['a missing module', '{ name: title }', './none.ts', /none\.ts does not load/],
  [
    'an address that others can reach',
    'streams:',
    'hub: { grpc: { address: "0.0.0.0:7443" } }\nstreams:',
    /^stellwerk\.yaml:5:25 hub\.grpc\.address.*only loopback is safe/,
  ],
  [
    'an anchor that refers to itself',
    'map: { name: title }',
    'map: &knot { name: *knot }',
    /^stellwerk\.yaml:12:28 .*anchors cannot be resolved/,
  ],
  [
    'an alias without an anchor',
    'map: { name: title }',
    'map: *fields',
    /^stellwerk\.yaml:12:14 .*fields\. Write the value itself; .*"quotes"/,
  ],
  [
    'a wrong indent',
    '    every: 5m',
    '   every: 5m',
    /^stellwerk\.yaml:8:1 .*same column\. Indent the line/,
  ],
  ['a tab', '    every: 5m', '\tevery: 5m', /^stellwerk\.yaml:8:1 .*Tabs .* Indent the line with/],
  ['a second document', 'streams:', '---\nstreams:', /:5:1 .*second document.* Remove the line/],
  [
    'a mapping module with a syntax error, which has its line',
    '{ name: title }',
    './bad.ts',
    /bad\.ts does not load: line 3: /,
  ],
  [
    'a mapping module in a package of CommonJS',
    '{ name: title }',
    './commonjs/map.ts',
    /map\.ts does not load: .*write "type": "module" there, or let the name end with \.mts/,
  ],
  [
    'a connector module in a package of CommonJS',
    'kind: source',
    'kind: ./commonjs/kind.ts',
    /^stellwerk\.yaml:2:16 .*kind\.ts cannot be loaded: .*write "type": "module" there/,
  ],
  [
    'broken syntax',
    'every: 5m',
    'every: "5m',
    /^stellwerk\.yaml:\d+:\d+ .*quote.* Correct the syntax/,
  ],
  [
    'what the kind itself refuses',
    'kind: source',
    'kind: source, port: 13',
    /^stellwerk\.yaml:2:3 connectors\.pim: port 13 is unlucky/,
  ],
];

/** Beside the configuration. `npm init` writes `commonjs` into a new package. */
const files = {
  'bad.ts': 'export default (product) => {\n  const { sku } = product;\n  return { sku, , };\n};\n',
  'commonjs/package.json': '{ "type": "commonjs" }',
  'commonjs/map.ts': 'export default ({ sku }) => ({ sku });\n',
  'commonjs/kind.ts': "import path from 'node:path';\nexport default path;\n",
};

describe('a mistake', () => {
  it('is not found in a valid configuration', async () => {
    assert.deepEqual(linesOf(await check({ yaml: sound })), []);
  });

  for (const [what, from, to, expected] of table) {
    it(`is reported with place and remedy: ${what}`, async () => {
      assert.ok(sound.includes(from));
      const checked = await check({ yaml: sound.replace(from, to), files });
      const lines = linesOf(checked);
      assert.equal(checked.plan, null);
      assert.ok(
        lines.some((line) => expected.test(line)),
        lines.join('\n'),
      );
      assert.ok(
        checked.mistakes.every(({ remedy }) => remedy !== ''),
        'a remedy is missing',
      );
    });
  }

  it('is reported in the file of the schema or field list that contains it', async () => {
    const written: Written = {
      yaml: sound
        .replace('every: 5m', 'validate: ./sub/p.json')
        .replace('{ name: title }', './sub/map.yaml'),
      files: {
        'sub/p.json': '{\n  "properties": { "sku": {\n    "typ": "string" } }\n}',
        'sub/map.yaml': 'name: title\nvat: { from: tax, lookup: ./vat.csv }\n',
      },
    };
    const lines = linesOf(await check(written));
    assert.equal(lines.length, 2);
    assert.match(lines.join('\n'), /p\.json:3:5 properties\.sku\.typ: .*Did you mean `type`/);
    assert.match(lines.join('\n'), /map\.yaml:2:27 vat\.lookup: .*vat\.csv cannot be read/);
  });

  it('names the line of a file that is not UTF-8, as spreadsheets on Windows save it', async () => {
    const written: Written = {
      yaml: sound
        .replace('every: 5m', 'validate: ./p.yaml')
        .replace('{ name: title }', '{ size: { from: size, lookup: ./size.csv } }'),
      files: {
        'p.yaml': Buffer.from('type: object\ndescription: Größe\n', 'latin1'),
        'size.csv': Buffer.from('key;value\nklein;S\ngroß;L\n', 'latin1'),
      },
    };
    const told = linesOf(await check(written)).join('\n');
    assert.match(told, /p\.yaml cannot be read: line 2 is not UTF-8; save the file as UTF-8/);
    assert.match(told, /size\.csv cannot be read: line 3 is not UTF-8/);
  });

  it('hides no other mistake, at any level', async () => {
    const yaml = `connectors:
  pim: { kind: source, prot: 1 }
  shop: 5
  odd: { kind: sauce }
streams:
  products:
    from: { connector: pim, entity: 7, key: sku, overlap: soon }
    evry: 5m
    limits: { age: [], bytes: much }
    to:
      - 5
      - { connector: shop, entity: p, map: { a: { form: x } } }
      - { connector: odd, entity: q, retry: { attempts: 0, initial: never } }
      - { connector: none, entity: r, match: { field: x } }
  orders: { from: { connector: pim, entity: o, key: id } }
`;
    const paths = (await check({ yaml })).mistakes.map(({ path }) => path);
    assert.deepEqual(paths, [
      'connectors.pim.prot',
      'connectors.shop',
      'connectors.odd.kind',
      'streams.products.from.entity',
      'streams.products.from.overlap',
      'streams.products.evry',
      'streams.products.limits.age',
      'streams.products.limits.bytes',
      'streams.products.to[0]',
      'streams.products.to[1].map.a.form',
      'streams.products.to[2].retry.attempts',
      'streams.products.to[2].retry.initial',
      'streams.products.to[3].connector',
      'streams.products.to[3].match.from',
      'streams.orders.to',
    ]);
  });

  for (const yaml of [
    '',
    '5',
    '[]',
    'connectors: []\nstreams: 7',
    'connectors: { a: null }\nstreams: { b: { from: 1, to: 2 } }',
  ]) {
    it(`is reported, not thrown, in ${JSON.stringify(yaml)}`, async () => {
      const { plan, mistakes } = await check({ yaml });
      assert.equal(plan, null);
      assert.ok(mistakes.length > 0);
    });
  }
});
