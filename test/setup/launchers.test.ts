import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { temporaryFolder } from './support.ts';

const scripts = path.join(import.meta.dirname, '../../ops/bin');

/** Prints its arguments, then every signal that it receives. Exits with code 7 on the second signal. */
const program = `
let signals = 0;
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => {
    console.log(signal);
    if (++signals === 2) process.exit(7);
  });
setInterval(() => undefined, 60_000);
console.log(process.argv.slice(2).join(' '));
`;

/** Makes a project with our scripts, a program in place of the demo, and an npm that records calls and installs this Node. */
async function project(dir: string, main = program): Promise<void> {
  await cp(scripts, path.join(dir, 'ops/bin'), { recursive: true });
  for (const file of ['ops/demo/main.ts', 'src/cli/main.ts']) {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), main);
  }
  await writeFile(path.join(dir, 'package.json'), '{"type":"module"}');
  await writeFile(path.join(dir, 'package-lock.json'), '{}');
  await mkdir(path.join(dir, 'tools'));
  const install = `mkdir -p node_modules/node/bin && ln -s "${process.execPath}" node_modules/node/bin/node`;
  await writeFile(path.join(dir, 'tools/npm'), `#!/bin/sh\necho "$@" >> npm-calls\n${install}\n`);
  await chmod(path.join(dir, 'tools/npm'), 0o755);
}

function start(dir: string, script: string, ...args: string[]): ChildProcess {
  return spawn(process.execPath, [path.join(dir, 'ops/bin', script), ...args], {
    env: {
      ...process.env,
      PATH: `${path.join(dir, 'tools')}${path.delimiter}${process.env.PATH ?? ''}`,
      // Unset, as when started by hand: npm may be running this test.
      npm_lifecycle_event: undefined,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Reads what the process prints, piece by piece; `null` when it has closed its output. */
function output(child: ChildProcess): () => Promise<string | null> {
  assert.ok(child.stdout);
  const chunks = child.stdout.setEncoding('utf8').iterator() as AsyncIterator<string, undefined>;
  return async () => (await chunks.next()).value?.trim() ?? null;
}

test('dependencies are installed once, and again when the lock file changes', async () => {
  await using folder = await temporaryFolder();
  await project(folder.dir, 'process.exit(3)');
  const run = async () => once(start(folder.dir, 'setup.mjs', 'demo'), 'exit');
  assert.deepEqual(await run(), [3, null], 'the exit code is the program’s');
  await run();
  const calls = path.join(folder.dir, 'npm-calls');
  assert.equal((await readFile(calls, 'utf8')).match(/^install /gm)?.length, 1);
  await writeFile(path.join(folder.dir, 'package-lock.json'), '{"changed":true}');
  await run();
  assert.equal((await readFile(calls, 'utf8')).match(/^install /gm)?.length, 2);
});

test('a failed installation is reported and does not count as done', async () => {
  await using folder = await temporaryFolder();
  await project(folder.dir, 'process.exit(3)');
  await writeFile(path.join(folder.dir, 'tools/npm'), '#!/bin/sh\nexit 5\n');
  const child = start(folder.dir, 'setup.mjs', 'demo');
  assert.ok(child.stderr);
  const [told, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  assert.deepEqual(exit, [5, null]);
  assert.match(told, /npm could not install the dependencies/);
});

for (const [script, args] of [
  ['setup.mjs', ['demo', '--once']],
  ['stellwerk.mjs', ['--once']],
] as const) {
  test(`${script} passes on arguments, signals and the exit code; a doubled signal arrives once, a later one again`, async () => {
    await using folder = await temporaryFolder();
    await project(folder.dir);
    const child = start(folder.dir, script, ...args);
    const printed = output(child);
    assert.equal(await printed(), '--once');
    // As with npm, which passes on the Ctrl-C that the terminal has already sent to every process.
    child.kill('SIGINT');
    child.kill('SIGINT');
    assert.equal(await printed(), 'SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 600)); // Longer than the window for doubled signals.
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    assert.equal(await printed(), 'SIGTERM');
    assert.deepEqual(await exited, [7, null]);
  });
}

test('the program stops when the process that runs it is killed with kill -9', async () => {
  await using folder = await temporaryFolder();
  await project(
    folder.dir,
    `process.on('SIGTERM', () => { console.log('SIGTERM'); process.exit(); });
     setInterval(() => undefined, 60_000);
     console.log('here');`,
  );
  const child = start(folder.dir, 'setup.mjs', 'demo');
  const printed = output(child);
  assert.equal(await printed(), 'here');
  child.kill('SIGKILL');
  assert.equal(await printed(), 'SIGTERM');
  assert.equal(await printed(), null, 'the program has stopped');
});
