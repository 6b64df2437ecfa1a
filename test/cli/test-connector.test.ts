import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { cli } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-test-connector-'));
after(() => rm(dir, { recursive: true, force: true }));

const FILES = {
  'stellwerk.yaml': `connectors:
  pim: { kind: file, path: ./products.jsonl }
  out: { kind: file, path: ./out.jsonl }
  torn: { kind: ./torn.mjs }
streams:
  products:
    from: { connector: pim, entity: products, key: sku }
    to: [{ connector: out, entity: products }, { connector: torn, entity: products }]
`,
  'products.jsonl': '{"sku":"a","name":"Shoe"}\n{"sku":"b","name":"Boot"}\n',
  'documents.mjs': 'export default (sku, state) => ({ sku, name: `Test ${state}` });\n',
  'torn.mjs': `export default {
  kind: 'torn',
  summary: 'A target that forgets the last outcome.',
  settings: { type: 'object', additionalProperties: false, properties: {} },
  targetOptions: {},
  open: () => ({
    check: async () => undefined,
    target: () => ({ deliver: async (batch) => batch.slice(1).map(({ key }) => ({ kind: 'applied', externalId: key })) }),
    close: async () => undefined,
  }),
};
`,
};
before(async () => {
  for (const [name, text] of Object.entries(FILES)) await writeFile(path.join(dir, name), text);
});
const run = (...args: string[]) => cli(['test', 'connector', ...args], { cwd: dir });

test('what the streams of a connector read is tested without writing', async () => {
  const { code, stdout } = await run('pim');
  assert.equal(code, 0, stdout);
  assert.match(stdout, /^connector pim\n {2}✓ `check` succeeds/);
  assert.match(stdout, /\nstream products\n {2}✓ a run ends, [^]*✓ a restart after any page loses/);
  assert.match(stdout, / kept, 0 broken, \d+ not checked\n$/);
});

test('nothing is written to a target unless a module makes the documents', async () => {
  const { code, stdout } = await run('out');
  assert.equal(code, 0, stdout);
  assert.match(stdout, /\nlane products\/out\n.*\n {4}not checked: nothing is written without/);
  await assert.rejects(readFile(path.join(dir, 'out.jsonl')), { code: 'ENOENT' });
  const written = await run('out', '--documents', 'documents.mjs');
  assert.equal(written.code, 0, written.stdout);
  assert.match(written.stdout, /✓ delivering a batch again changes nothing/);
  assert.match(await readFile(path.join(dir, 'out.jsonl'), 'utf8'), /"name":"Test 1"/);
});

test('a broken promise says what was seen and where the contract says otherwise, and the command fails', async () => {
  const { code, stdout, stderr } = await run('torn', '--documents', 'documents.mjs');
  assert.equal(code, 1);
  assert.match(
    stdout,
    /✗ every delivery gets its own outcome, in the order given\n {4}deliver returned 29 outcomes for 30 deliveries\.\n {4}See Target\.deliver\.\n/,
  );
  assert.match(stderr, /^The connector torn breaks \d+ of its promises\.\n$/);
});

test('with --json every promise has its result and reason', async () => {
  const { stdout } = await run('torn', '--documents', 'documents.mjs', '--json');
  const { kept, broken, skipped, findings } = JSON.parse(stdout) as {
    readonly kept: number;
    readonly broken: number;
    readonly skipped: number;
    readonly findings: readonly { readonly part: string; readonly result: string }[];
  };
  assert.equal(findings.length, kept + broken + skipped);
  assert.ok(
    findings.some(({ part, result }) => part === 'lane products/torn' && result === 'broken'),
  );
});

test('an unknown connector, and a module that makes no documents, are refused', async () => {
  const unknown = await run('shop');
  assert.equal(unknown.code, 4);
  assert.match(unknown.stderr, /^There is no connector shop in .*stellwerk\.yaml\.\n$/);
  const wrong = await run('out', '--documents', 'torn.mjs');
  assert.equal(wrong.code, 1);
  assert.match(wrong.stderr, /default export of torn\.mjs must be a function/);
});
