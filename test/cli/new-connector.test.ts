import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { checkConfig, formatMistakes } from '../../src/runtime/config/index.ts';
import { cli } from './support.ts';

interface Written {
  readonly files: readonly string[];
  readonly test: string;
  readonly configuration: string;
}

async function inFolder(run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-new-'));
  try {
    await run(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function create(dir: string, ...args: string[]): Promise<Written> {
  const { code, stdout, stderr } = await cli(['new', 'connector', ...args, '--json'], { cwd: dir });
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Written;
}

/** Runs the test by the command that was shown. */
async function runTest(dir: string, command: string): Promise<string> {
  // Otherwise it would report to the runner of this file instead of standard output.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const [, , ...given] = command.split(' ');
  const args = ['--test-reporter=spec', ...given];
  return (await promisify(execFile)(process.execPath, args, { cwd: dir, env })).stdout;
}

for (const [language, options, ends] of [
  ['TypeScript', [], 'mts'],
  ['JavaScript', ['--js'], 'mjs'],
] as const) {
  test(`a new connector in ${language} keeps the contract at once, and its configuration is valid`, async () => {
    await inFolder(async (dir) => {
      const { files, test: command, configuration } = await create(dir, 'my-wms', ...options);
      assert.match(command, / --test \.\/my-wms\.test\.m[jt]s$/);
      const names = ['my-wms', 'my-wms-api', 'my-wms-system', 'my-wms.test'];
      assert.deepEqual(files.toSorted(), names.map((name) => `./${name}.${ends}`).toSorted());
      assert.match(await runTest(dir, command), /\nℹ pass 3\d\nℹ fail 0\n/);
      for (const file of files)
        assert.doesNotMatch(await readFile(path.join(dir, file), 'utf8'), /warehouse/i);
      await writeFile(path.join(dir, 'stellwerk.yaml'), configuration);
      const env = { MY_WMS_TOKEN: 'secret' };
      const { mistakes } = await checkConfig(path.join(dir, 'stellwerk.yaml'), env);
      assert.equal(formatMistakes(mistakes), '');
    });
  });
}

test('in a package of modules the files are plain .ts files, in the folder that was asked for', async () => {
  await inFolder(async (dir) => {
    await writeFile(path.join(dir, 'package.json'), '{ "type": "module" }');
    const written = await create(dir, 'wms', '--folder', 'src/connectors');
    const { files, test: command, configuration } = written;
    assert.ok(files.includes('./src/connectors/wms.ts'));
    assert.match(configuration, /kind: \.\/src\/connectors\/wms\.ts,/);
    assert.match(await runTest(dir, command), /\nℹ fail 0\n/);
  });
});

test('nothing is overwritten, and nothing written beside it', async () => {
  await inFolder(async (dir) => {
    await mkdir(path.join(dir, 'own'));
    await writeFile(path.join(dir, 'own/wms.test.mts'), 'mine');
    const { code, stderr } = await cli(['new', 'connector', 'wms', '--folder', 'own'], {
      cwd: dir,
    });
    assert.equal(code, 1);
    assert.equal(stderr, './own/wms.test.mts exists: choose another name or --folder.\n');
    assert.deepEqual(await readdir(path.join(dir, 'own')), ['wms.test.mts']);
  });
});

test('a name that is no word of a configuration is refused', async () => {
  const { code, stderr } = await cli(['new', 'connector', '../Shop']);
  assert.equal(code, 2);
  assert.equal(stderr, '"../Shop" must be lower case with dashes, such as my-wms.\n');
});
