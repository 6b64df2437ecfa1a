import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Signals closer together than this count as one: npm forwards a Ctrl-C that the terminal already sends to all processes. */
const ONE_WISH_MS = 500;
const WATCH_EVERY_MS = 250;
/** V8's memory settings; the benches run their hubs with the same. */
const MEMORY = [
  // Records live for a few batches; with V8's default of 16 MB they would be copied and promoted for nothing.
  '--max-semi-space-size=32',
  // By default V8 allocates objects that mostly survive a collection directly in the old space. Parts of records do, and there
  // they would keep everything they point to alive, long after the record is done.
  '--no-allocation-site-pretenuring',
  // Lets an idle hub release the memory that work has left behind.
  '--expose-gc',
];
const followParent = new URL('./follow-parent.mjs', import.meta.url).href;
/**
 * Caches what Node makes of the sources (types stripped, compiled), for this program and all that it starts. It halves the start
 * time of the hub, the command and each test file. If the folder cannot be written, Node works without it.
 */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/**
 * Runs a program in place of this process: same terminal, same signals, its exit code.
 *
 * The program gets its own process group, so that a signal reaches it only through this process and never twice. It also ends when
 * this process, or the npm that runs it, is killed with -9 (`follow-parent.mjs`).
 * @returns {Promise<number>} the exit code
 */
export function runNode(node, args, options = {}) {
  const child = spawn(node, [...MEMORY, '--import', followParent, ...args], {
    ...options,
    env: { NODE_COMPILE_CACHE: compileCache, ...(options.env ?? process.env) },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  let passedOnAt = -Infinity;
  const passOn = (signal) => {
    if (performance.now() - passedOnAt < ONE_WISH_MS) return;
    passedOnAt = performance.now();
    child.kill(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, passOn);
  const watch = watchNpm(() => passOn('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  }).finally(() => {
    clearInterval(watch);
    for (const signal of ['SIGINT', 'SIGTERM']) process.off(signal, passOn);
  });
}

/**
 * Calls back when the npm that runs this process is gone. Other parents are not watched: a shell that started it in the background
 * may end.
 */
function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  // npm runs scripts through a shell, which may stay between npm and this process.
  const shell = /(^|\/)\w*sh\0-c\0/.test(readProc(process.ppid, 'cmdline')) ? process.ppid : null;
  const lineage = () => [process.ppid, shell && parentOf(shell)].join();
  const atStart = lineage();
  return setInterval(() => lineage() !== atStart && onGone(), WATCH_EVERY_MS).unref();
}

function parentOf(pid) {
  return readProc(pid, 'stat').split(') ').at(-1).split(' ')[1];
}

/** Empty if the system has no such files or the process is gone. */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
