import { spawn } from 'node:child_process';
import { glob, mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { openServers } from '../src/runtime/embedded/index.ts';
import { Failure } from '../src/domain/index.ts';

/**
 * `npm test`: types, lint, format and protocol, then all tests on one real NATS and one real PostgreSQL. `npm test -- FILE...`
 * runs only these test files; options of `node --test` may stand among them.
 */
const root = path.resolve(import.meta.dirname, '..');
const bin = (name: string) => path.join(root, 'node_modules/.bin', name);
/** A second signal ends at once, since these handlers are gone by then; the servers end with this process. */
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stop.abort(128 + constants.signals[signal]));

interface Step {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Variables added to this process's own. */
  readonly env?: NodeJS.ProcessEnv;
}

process.exitCode = await runAll(process.argv.slice(2));

/** Runs the checks, and the tests even if a check failed, so that one run shows all. @returns the exit code */
async function runAll(given: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const checks = given.length > 0 ? [] : await staticChecks();
  const browser = { name: 'browser', command: process.execPath, args: ['ops/install-browser.ts'] };
  const sshd = { name: 'sshd', command: process.execPath, args: ['ops/install-sshd.ts'] };
  const installed = runInOrder([browser, sshd]);
  const checked = await Promise.all(checks.map(runInOrder));
  await installed;
  const passed = (await runTests(given)) && checked.every(Boolean);
  if (stop.signal.aborted) return Number(stop.signal.reason);
  console.log(`${passed ? 'All passed' : 'FAILED'} in ${secondsSince(startedAt)}`);
  return passed ? 0 : 1;
}

/** Runs every step, also after one that failed. @returns whether all passed */
async function runInOrder(steps: readonly Step[]): Promise<boolean> {
  let passed = true;
  for (const step of steps) passed = (await runStep(step)) && passed;
  return passed;
}

/** Returns two rows of steps, for two cores: the lint takes as long as all others. */
async function staticChecks(): Promise<readonly (readonly Step[])[]> {
  const protocol = { name: 'protocol', command: bin('buf'), args: ['lint', 'proto'] };
  const released = (await filesOf('ops/released/control-*.binpb')).map((image) => ({
    name: `protocol against ${path.basename(image, '.binpb')}`,
    command: bin('buf'),
    args: ['breaking', 'proto', '--against', image],
  }));
  const lint = { name: 'lint', command: bin('eslint'), args: ['.', '--max-warnings', '0'] };
  const others = [
    { name: 'types', command: bin('tsc'), args: ['--noEmit'] },
    { name: 'types of the pages', command: bin('tsc'), args: ['-p', 'src/web/pages'] },
    { name: 'format', command: bin('prettier'), args: ['--check', '--log-level', 'warn', '.'] },
    protocol,
    ...released,
  ];
  return [[lint], others];
}

async function runTests(given: readonly string[]): Promise<boolean> {
  const onlyOptions = given.every((one) => one.startsWith('-'));
  const files = onlyOptions ? [...given, ...(await filesOf('test/**/*.test.ts'))] : given;
  const limits = [
    ...['--test-reporter=spec', '--test-concurrency=3', '--test-timeout=120000'],
    '--import=./test/support/time-limit.ts',
  ];
  const dataDir = await mkdtemp(path.join(tmpdir(), 'stellwerk-test-servers-'));
  try {
    const startedAt = performance.now();
    const { signal } = stop;
    const servers = await openServers({ dataDir, onProgress: console.log, signal });
    console.log(`servers: ready in ${secondsSince(startedAt)}`);
    const env = {
      STELLWERK_TEST_NATS_URL: servers.natsUrl,
      STELLWERK_TEST_DATABASE_URL: servers.databaseUrl,
    };
    const args = ['--test', ...limits, ...files];
    return await runStep({ name: 'tests', command: process.execPath, args, env }).finally(() =>
      servers.close(),
    );
  } catch (error) {
    if (!stop.signal.aborted) console.error(Failure.from(error).message);
    return false;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** Runs one step in this terminal and says how long it took. */
async function runStep({ name, command, args, env }: Step): Promise<boolean> {
  if (stop.signal.aborted) return false;
  const startedAt = performance.now();
  console.log(`${name} ...`);
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  const end = () => child.kill('SIGTERM');
  stop.signal.addEventListener('abort', end);
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  child.once('error', reject);
  child.once('exit', (code) => resolve(code === 0));
  const passed = await promise;
  stop.signal.removeEventListener('abort', end);
  console.log(`${name}: ${passed ? 'passed' : 'FAILED'} in ${secondsSince(startedAt)}`);
  return passed;
}

async function filesOf(pattern: string): Promise<string[]> {
  const files: string[] = [];
  for await (const file of glob(pattern, { cwd: root })) files.push(file);
  return files.sort();
}

function secondsSince(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1_000).toFixed(1)} s`;
}
