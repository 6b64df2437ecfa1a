import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import {
  access,
  cp,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { promisify } from 'node:util';
import { testScope } from '../support/scope.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

/** The package as it is installed: compiled, with the files that it lists, without its sources. */
const home = await mkdtemp(path.join(tmpdir(), 'stellwerk-package-'));
after(() => rm(home, { recursive: true, force: true }));
const bin = path.join(home, 'ops/bin/stellwerk.mjs');
const tsc = path.join(root, 'node_modules/.bin/tsc');
const build = ['-p', path.join(root, 'tsconfig.build.json'), '--outDir', path.join(home, 'dist')];
await run(tsc, build);
const { files } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
  readonly files: readonly string[];
};
// npm adds these two by itself.
for (const part of ['package.json', 'README.md', ...files.filter((one) => one !== 'dist')]) {
  await cp(path.join(root, part), path.join(home, part), { recursive: true });
}
await symlink(path.join(root, 'node_modules'), path.join(home, 'node_modules'));

test('the package, compiled and without its sources, starts a hub in an empty folder', async () => {
  await using scope = await testScope();
  await writeFile(path.join(scope.dir, 'products.jsonl'), '{"sku":"a","name":"Shoe"}\n');
  await writeFile(
    path.join(scope.dir, 'stellwerk.yaml'),
    `hub: { namespace: ${scope.namespace} }
connectors:
  pim: { kind: file, path: ./products.jsonl }
  out: { kind: file, path: ./out.jsonl }
streams:
  products: { from: { connector: pim, entity: products, key: sku }, to: [{ connector: out, entity: products }] }
`,
  );
  const env = {
    ...process.env,
    STELLWERK_NATS_URL: scope.natsUrl,
    STELLWERK_DATABASE_URL: scope.databaseUrl,
  };
  const { stdout } = await run(process.execPath, [bin, 'start', '--once'], { cwd: scope.dir, env });
  assert.match(stdout, /products\/out +1 +0 +0 +0/);
  assert.match(await readFile(path.join(scope.dir, 'out.jsonl'), 'utf8'), /"key":"a"/);
});

test('a new connector imports the package by its name, and its test passes', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-own-'));
  try {
    await mkdir(path.join(dir, 'node_modules'));
    await symlink(home, path.join(dir, 'node_modules/stellwerk'));
    await run(process.execPath, [bin, 'new', 'connector', 'wms'], { cwd: dir });
    assert.match(await readFile(path.join(dir, 'wms.mts'), 'utf8'), /from 'stellwerk';/);
    // Otherwise it would report to the runner of this file instead of standard output.
    const { NODE_TEST_CONTEXT: _, ...env } = process.env;
    const args = ['--test', '--test-reporter=spec', 'wms.test.mts'];
    const { stdout } = await run(process.execPath, args, { cwd: dir, env });
    assert.match(stdout, /\nℹ pass 3\d\nℹ fail 0\n/);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test('the package holds the guide, and what README and guide refer operators to', async () => {
  const guide = path.join(home, 'ops/guide');
  for (const page of ['../../README.md', ...(await readdir(guide))]) {
    const file = path.join(guide, page);
    const links = (await readFile(file, 'utf8')).matchAll(/\]\((?!https?:)([^)#]+)/g);
    for (const [, to = ''] of links) {
      const target = path.relative(home, path.resolve(path.dirname(file), to));
      if (/^ops\/(?!demo\/|dashboard)/.test(target)) await access(path.join(home, target));
    }
  }
});
