import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { testScope } from '../support/scope.ts';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');

test('the package, compiled and without its sources, starts a hub in an empty folder', async () => {
  await using scope = await testScope();
  const home = await mkdtemp(path.join(tmpdir(), 'stellwerk-package-'));
  try {
    const tsc = path.join(root, 'node_modules/.bin/tsc');
    await run(tsc, [
      '-p',
      path.join(root, 'tsconfig.build.json'),
      '--outDir',
      path.join(home, 'dist'),
    ]);
    for (const part of ['package.json', 'proto', 'ops/bin']) {
      await cp(path.join(root, part), path.join(home, part), { recursive: true });
    }
    await symlink(path.join(root, 'node_modules'), path.join(home, 'node_modules'));
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
    const bin = path.join(home, 'ops/bin/stellwerk.mjs');
    const { stdout } = await run(process.execPath, [bin, 'start', '--once'], {
      cwd: scope.dir,
      env,
    });
    assert.match(stdout, /products\/out +1 +0 +0 +0/);
    assert.match(await readFile(path.join(scope.dir, 'out.jsonl'), 'utf8'), /"key":"a"/);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
