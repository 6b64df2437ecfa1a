import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { bundleHash, checkTravels, readBundle } from '../../src/runtime/config/index.ts';
import { unpackBundle } from '../../src/runtime/config/bundle.ts';

/** Writes files into a new folder, which is removed at the end of the test. */
async function laid(files: Readonly<Record<string, string | Buffer>>) {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-bundle-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(dir, name)), { recursive: true });
    await writeFile(path.join(dir, name), text);
  }
  return {
    dir,
    file: (name: string) => path.join(dir, name),
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  };
}

const config = (map: string) => `
connectors:
  erp: { kind: ../kinds/erp.ts, path: ./data.csv, password: "\${file:./secret}" }
streams:
  products:
    from: { connector: erp }
    validate: ./product.yaml
    to: [{ connector: erp, map: ${map} }]
`;

// A bundle leaves out what a connector reads, secrets, types, packages and absolute paths.
test('a bundle holds the files that make up the configuration, and those that they name in turn, wherever they are', async () => {
  await using place = await laid({
    'hub/stellwerk.yaml': config('./map.ts'),
    'hub/product.yaml': '$ref: "./parts/any.json#/x"',
    'hub/parts/any.json': '{ "x": { "$ref": "#/y" }, "y": true }',
    'hub/map.ts':
      "import type { T } from './types.ts';\nimport { one } from './lib/one.ts';\nimport fs from 'node:fs';\nexport default (d: T) => one(d, fs);",
    'hub/types.ts': 'export type T = object;',
    'hub/lib/one.ts': "export * from './two.ts';\nconst later = () => import('../three.mjs');",
    'hub/lib/two.ts': 'export const one = (d: object) => d;',
    'hub/three.mjs': '',
    'kinds/erp.ts': 'export default {};',
    'hub/data.csv': 'a,b',
    'hub/secret': 'hunter2',
  });
  const { main, files } = await readBundle(place.file('hub/stellwerk.yaml'));
  assert.equal(main, 'hub/stellwerk.yaml');
  assert.deepEqual(Object.keys(files).sort(), [
    'hub/lib/one.ts',
    'hub/lib/two.ts',
    'hub/map.ts',
    'hub/parts/any.json',
    'hub/product.yaml',
    'hub/stellwerk.yaml',
    'hub/three.mjs',
    'kinds/erp.ts',
  ]);
});

test('a file that the configuration names by an absolute path stays where it is', async () => {
  await using place = await laid({ 'elsewhere/map.ts': 'export default (d: object) => d;' });
  await using hub = await laid({
    'stellwerk.yaml': config(place.file('elsewhere/map.ts')),
    'product.yaml': '{}',
  });
  const { files } = await readBundle(hub.file('stellwerk.yaml'));
  assert.deepEqual(Object.keys(files).sort(), ['product.yaml', 'stellwerk.yaml']);
});

test('a bundle includes the tables of a field list, also of an inline one; missing files are left to the check', async () => {
  await using place = await laid({
    'list.yaml': 'tax: { from: vat, lookup: ./tax.csv }',
    'tax.csv': 'a,b',
    'one.yaml': config('./list.yaml'),
    'two.yaml': config('{ tax: { from: vat, lookup: ./tax.csv } }'),
  });
  const one = await readBundle(place.file('one.yaml'));
  assert.deepEqual(Object.keys(one.files).sort(), ['list.yaml', 'one.yaml', 'tax.csv']);
  const two = await readBundle(place.file('two.yaml'));
  assert.deepEqual(Object.keys(two.files).sort(), ['tax.csv', 'two.yaml']);
});

test('a file that is not UTF-8 is refused by name and line, and never travels with other letters', async () => {
  await using place = await laid({
    'one.yaml': config('{ tax: { from: vat, lookup: ./tax.csv } }'),
    'tax.csv': Buffer.from('key,value\nGröße,5\n', 'latin1'),
    'two.yaml': Buffer.from('# Übersicht', 'latin1'),
    'three.yaml': Buffer.from('\ufeffhub: {}', 'utf16le'),
  });
  const read = (name: string) => readBundle(place.file(name));
  const notUtf8 = (what: RegExp) => ({ code: 'CONFIG_INVALID', message: what });
  await assert.rejects(
    read('one.yaml'),
    notUtf8(/tax\.csv cannot be read: line 2 is not UTF-8; save/),
  );
  await assert.rejects(
    read('two.yaml'),
    notUtf8(/two\.yaml cannot be read: line 1 is not UTF-8; save/),
  );
  await assert.rejects(read('three.yaml'), notUtf8(/line 1 is not UTF-8/));
});

test('what is unpacked is what was packed, and different bundles have different folders', async () => {
  const name = fc.stringMatching(/^[a-z]{1,3}(\/[a-z]{1,3}\.ya?ml)?$/).map((text) => `f-${text}x`);
  await using place = await laid({});
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(name, fc.string(), { minKeys: 1, maxKeys: 4 }),
      async (files) => {
        const names = Object.keys(files);
        // A file and a folder cannot have the same name.
        fc.pre(!names.some((one) => names.some((other) => other.startsWith(`${one}/`))));
        const bundle = { main: names[0] ?? '', files };
        const file = await unpackBundle(bundle, place.dir);
        const folder = file.slice(0, -bundle.main.length);
        assert.equal(path.basename(folder), bundleHash(bundle));
        for (const [of, text] of Object.entries(files)) {
          assert.equal(await readFile(path.join(folder, of), 'utf8'), text.toWellFormed());
        }
        assert.equal(await unpackBundle(bundle, place.dir), file, 'a repeat changes nothing');
      },
    ),
    { numRuns: 30 },
  );
});

test('no file name leads out of the folder', async () => {
  await using place = await laid({});
  for (const odd of [
    '../x',
    '/x',
    'a/../../x',
    '',
    'a//b',
    './x',
    'a\\b',
    'a\0b',
    '.',
    'a/',
    'x'.repeat(600),
  ]) {
    const bundle = { main: 'ok', files: { ok: '', [odd]: '' } };
    await assert.rejects(unpackBundle(bundle, place.dir), { code: 'INVALID_REQUEST' }, odd);
  }
  await assert.rejects(unpackBundle({ main: 'other', files: { ok: '' } }, place.dir), {
    message: /does not contain the file "other"/,
  });
});

test('a bundle that is too large is refused before it is sent', () => {
  const files = { a: 'x'.repeat(1_500_001) };
  assert.throws(() => checkTravels({ main: 'a', files }), { message: /1500001 bytes/ });
});
