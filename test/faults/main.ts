import { constants } from 'node:os';
import { runFire } from './fire.ts';
import { readOptions } from './options.ts';
import { report } from './report.ts';

/** `npm run test:faults -- [--minutes N | --short] [--seed N]`; exits with 0 only if no rule was broken and the hub settled. */
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.once(name, () => stop.abort(new Error(`ended by ${name}`)));
}

try {
  const options = readOptions(process.argv.slice(2));
  console.log(`fire test, seed ${options.seed}, ${Math.round(options.durationMs / 1000)} s`);
  const result = await runFire(options, console.log, stop.signal);
  console.log(report(result, options.seed));
  process.exitCode = result.violations.length === 0 && result.trouble === null ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = stop.signal.aborted ? 128 + constants.signals.SIGINT : 1;
}
