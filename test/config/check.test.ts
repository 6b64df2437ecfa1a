import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  checkConfig,
  formatDuration,
  loadConfig,
  parseDuration,
  parseSize,
} from '../../src/runtime/config/index.ts';
import { plainTimetable } from '../../src/runtime/timetable/index.ts';

interface Written {
  readonly yaml: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: NodeJS.ProcessEnv;
}

async function check({ yaml, files = {}, env = {} }: Written) {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-config-'));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
    const file = path.join(dir, 'stellwerk.yaml');
    await writeFile(file, yaml);
    return await checkConfig(file, env);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const connectors = `connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: postgres, url: "postgres://u:p@localhost/shop" }
`;
const stream = (from: string, to: string, rest = '') => `${connectors}streams:
  products:
    from: { connector: pim, entity: product, key: sku${from} }
${rest}    to:
      - { connector: shop, entity: products${to} }
`;

test('a variable that is not set is one mistake, whatever format its setting requires', async () => {
  const yaml = stream('', '').replace('postgres://u:p@localhost/shop', '${SHOP_URL}');
  const { mistakes } = await check({ yaml });
  assert.deepEqual(
    mistakes.map(({ rule }) => rule),
    ['reference'],
  );
});

test('an address of the web with user and password is refused, since no request to it could be made', async () => {
  const web = (url: string) =>
    check({
      yaml: stream('', '').replace('  shop:', `  web: { kind: http, url: "${url}" }\n  shop:`),
    });
  const address = 'http://shop.example:8080/api';
  assert.deepEqual((await web(address)).mistakes, []);
  const { mistakes } = await web(address.replace('//', '//me:pass@'));
  assert.match(JSON.stringify(mistakes), /connectors\.web\.url.*without user and password/);
});

test('of syntax errors only the first is reported, since the others follow from it; a key given twice still is', async () => {
  const yaml = `connectors:\n  a: {}\n  a: {}\n  b: { url: \${URL} }\nstreams: {}\n`;
  const { mistakes } = await check({ yaml });
  const told = mistakes.map(({ line, rule, remedy }) => `${line} ${rule}: ${remedy}`);
  assert.equal(told.length, 2, told.join('\n'));
  assert.match(told[0] ?? '', /^3 duplicate_key/);
  assert.match(told[1] ?? '', /^4 unexpected_token: .*\$\{NAME\}.* in "quotes"/);
});

test('an empty file is reported as such, also one of a mapping', async () => {
  const mapped = stream('', ', map: fields.yaml');
  for (const written of [
    { yaml: '' },
    { yaml: '# later\n' },
    { yaml: mapped, files: { 'fields.yaml': '\n' } },
  ]) {
    const { mistakes } = await check(written);
    assert.deepEqual(
      mistakes.map(({ message }) => message),
      ['The file is empty.'],
    );
  }
});

test('when a field names one of several forms, mistakes are about that form only; without a valid name all are listed', async () => {
  const paged = (paging: string) => `connectors:
  web: { kind: http, url: 'http://web.example' }
streams:
  s: { from: { connector: web, entity: e, key: k, paging: ${paging} }, to: [{ connector: web, entity: f }] }
`;
  const cases: [string, RegExp[]][] = [
    ['{ kind: link }', []],
    [
      '{ kind: cursors }',
      [/kind.*must be one of "none", "cursor", "page", "link", but is the text "cursors"/],
    ],
    ['{ param: p }', [/`kind` is required.*one of none, cursor, page, link/]],
    ['{ kind: cursor, param: p }', [/`next` is required/]],
    ['{ kind: cursor, parm: p, next: n }', [/`param` is required/, /Did you mean `param`/]],
    ['5', [/`paging` must be an object, but is 5/]],
  ];
  for (const [paging, expected] of cases) {
    const { mistakes } = await check({ yaml: paged(paging) });
    const told = mistakes.map(({ message, remedy }) => `${message} ${remedy}`);
    assert.equal(told.length, expected.length, `${paging}: ${told.join('\n')}`);
    for (const [index, text] of told.entries()) assert.match(text, expected[index] ?? /nothing/);
  }
});

test('a whole configuration becomes a plan with its defaults filled in', async () => {
  const { plan, mistakes } = await check({
    yaml: stream(', version: updatedAt', ', key: sku', '    every: 5m\n'),
  });
  assert.deepEqual(mistakes, []);
  const [products] = plan?.streams ?? [];
  assert.deepEqual(products?.schedule, { ...plainTimetable, beat: { everyMs: 300_000 } });
  assert.equal(products?.identity, 'pim/product');
  assert.equal(products?.source.overlapMs, 60_000);
  assert.equal(products?.limits.maxBytes, null);
  const [lane] = products?.lanes ?? [];
  assert.equal(lane?.name, 'products/shop');
  assert.deepEqual(lane?.target.options, { key: 'sku' });
  assert.equal(lane?.retry.attempts, 8);
  assert.equal(plan?.connectors[1]?.settings.maxConnections, 4);
});

const mistakeTable: readonly (readonly [
  what: string,
  written: Written,
  line: number,
  message: RegExp,
])[] = [
  [
    'an unknown key',
    { yaml: stream(', vershun: x', '') },
    6,
    /from\.vershun.*Did you mean `version`/,
  ],
  [
    'a missing key',
    {
      yaml: `${connectors}streams:\n  products: { from: { connector: pim, entity: product }, to: [{ connector: shop, entity: p }] }\n`,
    },
    5,
    /from\.key.*Add it: Field that holds/,
  ],
  [
    'an unknown connector',
    { yaml: stream('', '').replace('connector: shop', 'connector: shp') },
    8,
    /no connector `shp`.*Did you mean `shop`/,
  ],
  [
    'an unknown kind',
    { yaml: stream('', '').replace('kind: file', 'kind: fiel') },
    2,
    /no connector kind `fiel`.*Did you mean `file`/,
  ],
  [
    'an invalid duration',
    { yaml: stream(', overlap: soon', '') },
    6,
    /`soon` is not a duration.*Write a duration, such as 250ms/,
  ],
  [
    'two schedules',
    { yaml: stream('', '', '    every: 5m\n    cron: "0 * * * *"\n') },
    8,
    /`every` or `cron`, not both/,
  ],
  [
    'a schedule of a stream that captures changes',
    {
      yaml: stream(', mode: cdc', '', '    every: 5m\n').replace(
        '{ connector: pim',
        '{ connector: shop',
      ),
    },
    7,
    /captures changes reads all the time/,
  ],
  [
    'an invalid cron expression',
    { yaml: stream('', '', '    cron: sometimes\n') },
    7,
    /`sometimes` is not a cron expression/,
  ],
  [
    'a cron expression that is never due',
    { yaml: stream('', '', '    cron: 0 0 31 2 *\n') },
    7,
    /never due/,
  ],
  [
    'working hours that no time of the cron expression falls into',
    { yaml: stream('', '', '    cron: 0 3 * * *\n    between: 08:00-18:00\n') },
    7,
    /never due/,
  ],
  [
    'invalid working hours',
    { yaml: stream('', '', '    every: 5m\n    between: 8-18\n') },
    8,
    /`8-18` is not a range of working hours.*08:00-18:00/,
  ],
  [
    'invalid days',
    { yaml: stream('', '', '    every: 5m\n    days: mon-wednesday\n') },
    8,
    /`mon-wednesday` is not a list of days/,
  ],
  [
    'a jitter as long as the interval',
    { yaml: stream('', '', '    every: 5m\n    jitter: 5m\n') },
    8,
    /jitter must be shorter/,
  ],
  [
    'a policy without a schedule',
    { yaml: stream('', '', '    catchUp: none\n') },
    7,
    /`catchUp` belongs to a schedule/,
  ],
  [
    'events that are conflated',
    { yaml: stream('', '', '    semantics: event\n    conflate: true\n') },
    8,
    /cannot be conflated/,
  ],
  [
    'a missing variable',
    { yaml: stream('', '').replace('postgres://u:p@localhost/shop', '${SHOP_URL}') },
    3,
    /SHOP_URL is not set.*\$\{SHOP_URL:-…\}/,
  ],
  [
    'a missing schema file',
    { yaml: stream('', '', '    validate: ./absent.json\n') },
    7,
    /absent\.json cannot be read/,
  ],
  [
    'a wrong schema',
    { yaml: stream('', '', '    validate: { type: objekt }\n') },
    7,
    /validate\.type.*object/,
  ],
  [
    'a wrong mapping',
    { yaml: stream('', ', map: { name: { from: title, convert: decimel } }') },
    8,
    /decimel.*Did you mean `decimal`/,
  ],
  [
    'a second lane of the same name',
    { yaml: `${stream('', '')}      - { connector: shop, entity: other }\n` },
    9,
    /needs its own name/,
  ],
  [
    'a lane into the source of its own stream',
    { yaml: `${stream('', '')}      - { connector: pim, entity: product }\n` },
    9,
    /to\[1\].*would write product of pim, which it reads.*another system or entity.*twoWay/,
  ],
  [
    'an invalid name',
    { yaml: stream('', '').replace('  products:', '  My Products:') },
    5,
    /`My Products` is not a valid name/,
  ],
  ['a key given twice', { yaml: `${connectors}connectors: {}\n` }, 4, /unique/i],
];

for (const [what, written, line, message] of mistakeTable) {
  test(`a mistake is reported with its line and what to write instead: ${what}`, async () => {
    const { plan, mistakes } = await check(written);
    assert.equal(plan, null);
    const found = mistakes.map((one) => `${one.line}: ${one.path}: ${one.message} ${one.remedy}`);
    assert.ok(
      found.some((text) => text.startsWith(`${line}:`) && message.test(text)),
      `no mistake in line ${line} like ${String(message)} among:\n${found.join('\n')}`,
    );
  });
}

test('a lane may write another entity of the system that its stream reads', async () => {
  const yaml = `${stream('', '')}      - { connector: pim, entity: product_price }\n`;
  assert.deepEqual((await check({ yaml })).mistakes, []);
});

test('when source and target both lack their entity, only that is reported', async () => {
  const yaml = `${connectors}streams:
  products: { from: { connector: pim, key: sku }, to: [{ connector: pim }] }
`;
  const { mistakes } = await check({ yaml });
  assert.deepEqual(
    mistakes.map(({ path: where, rule }) => [where, rule]),
    [
      ['streams.products.from.entity', 'required'],
      ['streams.products.to[0].entity', 'required'],
    ],
  );
});

test('all mistakes are reported at once, in the order of the file', async () => {
  const { mistakes } = await check({
    yaml: stream(', overlap: soon', ', colour: red', '    every: never\n').replace(
      'kind: file',
      'kind: fiel',
    ),
  });
  const lines = mistakes.map(({ line }) => line);
  assert.ok(mistakes.length >= 4);
  assert.deepEqual(
    lines,
    [...lines].sort((one, other) => one - other),
  );
});

test('a file that does not exist is reported as missing', async () => {
  await assert.rejects(loadConfig('/nonexistent/stellwerk.yaml', {}), {
    code: 'CONFIG_INVALID',
    message: /it does not exist/,
  });
});

test('secrets come from the environment and from files, and are never shown', async () => {
  const { masked, plan } = await check({
    yaml: `connectors:
  shop: { kind: http, url: "https://shop.example", auth: { kind: basic, user: hub, password: "\${file:./password}" } }
  pim: { kind: postgres, url: "postgres://user:hidden1@localhost/pim" }
  erp: { kind: postgres, url: "\${ERP_URL:-postgres://u:hidden2@localhost/erp}" }
streams:
  orders: { from: { connector: shop, entity: orders, key: id }, to: [{ connector: erp, entity: orders }] }
`,
    files: { password: 'hidden3\n' },
  });
  assert.deepEqual(plan?.connectors[0]?.settings.auth, {
    kind: 'basic',
    user: 'hub',
    password: 'hidden3',
  });
  assert.doesNotMatch(JSON.stringify(masked), /hidden/);
  assert.match(JSON.stringify(masked), /"user":"hub"/);
});

test('a custom connector kind is loaded from its module, and its settings are checked by its own schema', async () => {
  const files = {
    'my-kind.ts': `export default { kind: 'mine', summary: '', settings: { type: 'object', additionalProperties: false, required: ['size'], properties: { size: { type: 'integer' } } }, sourceOptions: {}, open: () => ({ source: () => ({}), close: async () => {} }) };`,
  };
  const yaml = stream('', '').replace(
    '{ kind: file, path: ./products.jsonl }',
    '{ kind: ./my-kind.ts, size: 3 }',
  );
  assert.deepEqual((await check({ yaml, files })).mistakes, []);
  const wrong = await check({ yaml: yaml.replace('size: 3', 'size: big'), files });
  assert.match(wrong.mistakes[0]?.path ?? '', /connectors\.pim\.size/);
});

test('every duration in whole milliseconds can be formatted and parsed back, and sizes have decimal and binary units', () => {
  fc.assert(fc.property(fc.nat(), (millis) => parseDuration(formatDuration(millis)) === millis));
  assert.deepEqual(['512MB', '10GiB', '1.5 kB', '7', 'x'].map(parseSize), [
    512e6,
    10 * 2 ** 30,
    1500,
    null,
    null,
  ]);
});
