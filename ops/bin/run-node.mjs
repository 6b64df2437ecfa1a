import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

/** Signals that come closer together than this are one wish: npm passes on a Ctrl-C that the terminal sends to all as well. */
const ONE_WISH_MS = 500;
const WATCH_EVERY_MS = 250;
/** How V8 keeps memory; the benches run their hubs with the same. */
const MEMORY = [
  // Records live for a few batches; in V8's default of 16 MB they would be copied and grow old for nothing.
  '--max-semi-space-size=32',
  // What mostly outlives a collection would be made straight among the old: parts of records are, and then keep all that they
  // point to alive, long after the record is done.
  '--no-allocation-site-pretenuring',
  // For a hub at rest, which gives back what work has left behind.
  '--expose-gc',
];
const followParent = new URL('./follow-parent.mjs', import.meta.url).href;
/**
 * What Node made of the sources, types stripped and compiled, for it and all that it starts: takes half off the start of the hub,
 * the command and each file of tests. Where it cannot be written Node goes without.
 */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compiled', import.meta.url));

/**
 * Runs a program in our place: same terminal, our signals, its exit code.
 *
 * It gets a process group of its own, so that a signal reaches it through us alone and never twice. It ends when we are killed
 * with -9 (`follow-parent.mjs`), and so it does when npm, which runs us, is.
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

/** Calls back when npm, which runs us, is gone. Not for other parents: a shell that put us into the background may well end. */
function watchNpm(onGone) {
  if (!process.env.npm_lifecycle_event) return undefined;
  // npm runs scripts by a shell, which may stay between npm and us.
  const shell = /(^|\/)\w*sh\0-c\0/.test(readProc(process.ppid, 'cmdline')) ? process.ppid : null;
  const lineage = () => [process.ppid, shell && parentOf(shell)].join();
  const atStart = lineage();
  return setInterval(() => lineage() !== atStart && onGone(), WATCH_EVERY_MS).unref();
}

function parentOf(pid) {
  return readProc(pid, 'stat').split(') ').at(-1).split(' ')[1];
}

/** Empty where the system has no such files, or the process is gone. */
function readProc(pid, file) {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
