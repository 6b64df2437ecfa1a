import { parseArgs } from 'node:util';

export interface FireOptions {
  /** How long faults are injected. Default 5 minutes; `--short` 25 s. */
  readonly durationMs: number;
  /** Determines workload and faults. Default: random; it is printed, so that a run can be repeated. */
  readonly seed: number;
}

const USAGE = 'Usage: npm run test:faults -- [--minutes N | --short] [--seed N]';

/** @throws Error with the usage */
export function readOptions(args: readonly string[]): FireOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: 'string', default: '5' },
      short: { type: 'boolean', default: false },
      seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    },
  });
  const minutes = Number(values.minutes);
  const seed = Number(values.seed);
  if (!(minutes > 0) || !Number.isSafeInteger(seed)) throw new Error(USAGE);
  return { durationMs: values.short ? 25_000 : minutes * 60_000, seed };
}
