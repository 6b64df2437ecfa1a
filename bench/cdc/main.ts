import { parseArgs } from 'node:util';
import type { Outcome } from '../support/frame/index.ts';
import { DURABILITY, withServers } from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import { drill } from './drill.ts';
import { isSame } from './tables.ts';

const LIMIT_MS = 5 * 60_000;

export const about = 'changes captured from a table under load, while hub and source are killed';

/** `cdc [--changes 100000] [--rows 20000] [--seed 1] [--no-kill] [--json]` */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      changes: { type: 'string', default: '100000' },
      rows: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      'no-kill': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const [changes, rows, seed] = [values.changes, values.rows, values.seed].map(Number);
  if (!changes || !rows || !seed)
    throw new Error('--changes, --rows and --seed must be numbers above 0');
  const kill = !values['no-kill'];
  const found = await withServers(({ natsUrl, databaseUrl }, dir) =>
    drill({
      ...{ natsUrl, databaseUrl, dir, changes, rows, seed, kill },
      namespace: 'cdc',
      signal: AbortSignal.timeout(LIMIT_MS),
      onStep: (step) => console.error(step),
    }),
  );
  const { missing, surplus, stale, backwards } = found;
  return {
    settings: { changes, rows, seed, kill, durability: DURABILITY },
    figures: [{ bench: 'cdc', changes, ...found }],
    text: textTable([
      {
        changes: count(changes),
        stored: count(found.stored),
        seconds: found.seconds.toFixed(1),
        'catch-up ms': count(found.catchUpMs),
        'hub CPU s': found.hubCpuSeconds.toFixed(1),
        'hub peak MB': count(found.peakRssMb),
      },
    ]),
    headline: `${count(changes)} changes in ${found.seconds.toFixed(1)} s`,
    verification: {
      passed: isSame(found),
      says: `source and target compared row by row: ${missing} missing, ${surplus} surplus, ${stale} stale, ${backwards} written in the wrong order`,
    },
  };
}
