#!/usr/bin/env node
// Called by `npm start`, `npm test` and `npm run bench` with the installed Node (20 or newer): installs what is missing, then
// continues in Node 24. Plain JavaScript without dependencies, since none are installed at the first start.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runNode } from './run-node.mjs';

const jobs = {
  demo: 'ops/demo/main.ts',
  test: 'test/run.ts',
  bench: 'bench/run.ts',
  faults: 'test/faults/main.ts',
};
const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = path.join(root, 'node_modules');
const bin = path.join(modules, '.bin');
const node = path.join(modules, 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');

const [job = '', ...args] = process.argv.slice(2);
const entry = jobs[job];
if (!entry) fail(`setup.mjs needs one of these jobs: ${Object.keys(jobs).join(', ')}.`);
if (Number.parseInt(process.versions.node) < 20)
  fail(
    `Stellwerk needs Node 20 or newer to set itself up; this is ${process.version}: update Node.`,
  );
installDependencies();
const env = { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}` };
if (jobs.demo === entry || jobs.test === entry) await buildPages();
process.exit(await runNode(node, [path.join(root, entry), ...args], { env }));

/**
 * Installs like `npm ci`, but accepts a lock file that lacks other systems' optional packages; npm itself omits them when the
 * registry in use does not carry them. The stamp is written last, so an interrupted installation is repeated.
 */
function installDependencies() {
  const lock = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json')));
  const hash = lock.digest('hex');
  const stamp = path.join(modules, '.stellwerk-lock-hash');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash && existsSync(node)) return;
  console.error('Installing the dependencies, including Node 24 (once, about half a minute) ...');
  removeModules();
  const { status, error } = npm(
    'install',
    '--no-save',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  );
  if (error) fail(`npm cannot be started (${error.message}): install npm, which comes with Node.`);
  if (status !== 0)
    fail(
      'npm could not install the dependencies, see above. The next start tries again.',
      status ?? 1,
    );
  if (!existsSync(node))
    fail(
      `npm installed no Node 24 at ${node}: allow install scripts (npm config delete ignore-scripts), then start again.`,
    );
  writeFileSync(stamp, hash);
}

/** An npm that outlived a start which was killed may still be writing. */
function removeModules() {
  try {
    rmSync(modules, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  } catch (error) {
    fail(
      `${modules} cannot be removed (${error.code}): if an npm of an earlier start is still installing, wait until it has ended, then start again.`,
    );
  }
}

/** A failed build does not stop the start, since a hub works without pages; their tests fail and say why. */
async function buildPages() {
  const status = await runNode(node, [path.join(root, 'ops/build-pages.ts')], { env });
  if (status !== 0) console.error('The pages of the dashboard could not be built, see above.');
}

/** Does not use the project's own Node 24, since npm removes it while installing. */
function npm(...npmArgs) {
  const others = process.env.PATH.split(path.delimiter).filter((folder) => folder !== bin);
  return spawnSync('npm', npmArgs, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
    env: { ...process.env, PATH: others.join(path.delimiter) },
  });
}

function fail(sentence, code = 1) {
  console.error(sentence);
  process.exit(code);
}
