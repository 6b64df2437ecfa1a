import { constants } from 'node:os';
import { inspect, parseArgs } from 'node:util';
import { Failure, failureCatalogue } from '../../src/domain/index.ts';
import { runDemo } from './demo.ts';

/**
 * `npm start`: a sample company with a PIM, an ERP and a shop, and the hub between them, until Ctrl-C. `npm start -- --once` ends
 * after the summary. The exit code is 0 unless something failed.
 */
const STATE_DIR = '.stellwerk';
const stop = new AbortController();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(128 + constants.signals[signal]);
    console.log('\nDraining: batches in flight are settled first (Ctrl-C again stops at once) …');
    stop.abort();
  });
}

try {
  await runDemo({ once: readOnce(), stateDir: STATE_DIR, signal: stop.signal });
} catch (error) {
  // Stopping it in the middle is no failure.
  const isStopped = stop.signal.aborted && Failure.from(error).code === 'CANCELLED';
  if (!isStopped) fail(error);
}
if (stop.signal.aborted)
  console.log('Stopped. Everything is kept in .stellwerk for the next start.');

function readOnce(): boolean {
  try {
    return parseArgs({ options: { once: { type: 'boolean', default: false } } }).values.once;
  } catch (error) {
    throw new Failure('INVALID_REQUEST', {
      message: `${(error as Error).message}. The only option is --once: npm start -- --once`,
    });
  }
}

function fail(error: unknown): void {
  const { code, message } = Failure.from(error);
  const tellsRemedy = ['SETUP_FAILED', 'CONFIG_INVALID', 'INVALID_REQUEST'].includes(code);
  console.error(tellsRemedy ? message : `${message} ${failureCatalogue[code].remedy}`);
  if (process.env.STELLWERK_DEBUG) console.error(inspect(error));
  process.exitCode = 1;
}
