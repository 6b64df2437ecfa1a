import { fork } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { ConfigurationClient, ControlClient } from '../../src/control/index.ts';
import { connectControl } from '../../src/control/index.ts';
import { readBundle } from '../../src/runtime/config/index.ts';
import { createTarget } from '../relay/target.ts';
import type { Outcome } from '../support/frame/index.ts';
import { HUB_NODE_OPTIONS, withServers } from '../support/servers.ts';
import { count, textTable } from '../support/table.ts';
import { openMeter } from './meter.ts';
import type { Meter } from './meter.ts';

const LIMIT_MS = 90_000;
/** More than the relay moves in that time, so that it runs at full speed throughout. */
const RELAYED = 2_000_000;
const WARM_UP_MS = 6_000;

export const about = 'how much applying a configuration slows a running lane';

interface Round {
  /** From the start of the apply that adds the stream to the end of the one that removes it. */
  readonly seconds: number;
  /** Records a minute of the running lane: before and after (over equal periods), and during the change. */
  readonly quiet: number;
  readonly busy: number;
  readonly dip: number;
}

/**
 * `apply [--rounds 5] [--records 1000] [--json]`: how a running lane is affected by a stream that is applied, synced and removed.
 */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      rounds: { type: 'string', default: '5' },
      records: { type: 'string', default: '1000' },
      json: { type: 'boolean', default: false },
    },
  });
  const [rounds, records] = [Number(values.rounds), Number(values.records)];
  if (!(rounds >= 1) || !(records >= 1))
    throw new Error('--rounds and --records must be numbers above 0');
  const signal = AbortSignal.timeout(LIMIT_MS);
  const measured = await withServers(async (servers, dir) => {
    await createTarget(servers.databaseUrl);
    const relay = startRelay({ ...servers, dir });
    try {
      const meter = await openMeter(servers.databaseUrl);
      try {
        return await measure({ dir, meter, rounds, records, signal });
      } finally {
        await meter.close();
      }
    } finally {
      relay.kill('SIGKILL');
    }
  });
  return outcomeOf(measured, { rounds, records });
}

function startRelay({
  natsUrl,
  databaseUrl,
  dir,
}: {
  natsUrl: string;
  databaseUrl: string;
  dir: string;
}) {
  const options = JSON.stringify({ natsUrl, databaseUrl, dir, records: RELAYED });
  return fork(path.join(import.meta.dirname, '../relay/child.ts'), ['stellwerk', options], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    execArgv: [...HUB_NODE_OPTIONS],
  });
}

interface Measuring {
  readonly dir: string;
  readonly meter: Meter;
  readonly rounds: number;
  readonly records: number;
  readonly signal: AbortSignal;
}

async function measure({ dir, meter, rounds, records, signal }: Measuring): Promise<Round[]> {
  while (meter.written() === 0) await setTimeout(100, undefined, { signal });
  await setTimeout(WARM_UP_MS, undefined, { signal });
  const hub = await connectControl(await addressIn(dir));
  const bundles = await writeBundles(dir, records);
  const measured: Round[] = [];
  try {
    for (let round = 0; round < rounds && !signal.aborted; round++) {
      const beganAt = performance.now();
      await addAndRemove(hub, bundles, records, signal);
      const endedAt = performance.now();
      const tookMs = endedAt - beganAt;
      await setTimeout(tookMs, undefined, { signal });
      const [before, busy, after] = [
        meter.perMinute(beganAt - tookMs, beganAt),
        meter.perMinute(beganAt, endedAt),
        meter.perMinute(endedAt, endedAt + tookMs),
      ];
      const quiet = (before + after) / 2;
      measured.push({ seconds: tookMs / 1_000, quiet, busy, dip: 1 - busy / quiet });
    }
  } catch (error) {
    if (!signal.aborted || measured.length === 0) throw error;
  } finally {
    hub.close();
  }
  return measured;
}

async function addAndRemove(
  hub: ControlClient,
  { plain, more }: Awaited<ReturnType<typeof writeBundles>>,
  records: number,
  signal: AbortSignal,
): Promise<void> {
  const configuration: ConfigurationClient = hub.configuration(signal);
  const order = { expectedVersion: null, dryRun: false, allowDataLoss: true, note: '' };
  await configuration.apply(more, order);
  for await (const { lanes } of hub.watch(signal)) {
    const counts = lanes.find(({ name }) => name === 'prices/out')?.counts;
    if (counts && counts.applied + counts.unchanged >= records) break;
  }
  await configuration.apply(plain, order);
}

/** The relay's configuration, and the same with an additional connector, stream and target. */
async function writeBundles(dir: string, records: number) {
  const file = path.join(dir, 'stellwerk.yaml');
  const plain = await readFile(file, 'utf8');
  const lines = Array.from({ length: records }, (_, n) => `{"sku":"p${n}","changed":1}\n`);
  await writeFile(path.join(dir, 'prices.jsonl'), lines.join(''));
  const connectors =
    'connectors:\n  pim: { kind: file, path: ./prices.jsonl }\n  out: { kind: file, path: ./out.jsonl }';
  const stream = `  prices:
    from: { connector: pim, entity: price, key: sku, version: changed }
    to: [{ connector: out, entity: price }]
`;
  const other = path.join(dir, 'more.yaml');
  await writeFile(other, plain.replace('connectors:', connectors) + stream);
  return { plain: await readBundle(file), more: await readBundle(other) };
}

async function addressIn(dir: string): Promise<string> {
  const text = await readFile(path.join(dir, 'hub.json'), 'utf8');
  return (JSON.parse(text) as { grpcAddress: string }).grpcAddress;
}

function outcomeOf(
  rounds: readonly Round[],
  wanted: { readonly rounds: number; readonly records: number },
): Outcome {
  const dips = rounds.map(({ dip }) => dip).sort((one, other) => one - other);
  const medianDip = dips[Math.floor(dips.length / 2)] ?? NaN;
  const headline = `median dip ${percent(medianDip)} (goal: under 10 %)`;
  const table = textTable(
    rounds.map(({ seconds, quiet, busy, dip }, index) => ({
      round: String(index + 1),
      seconds: seconds.toFixed(2),
      'records/min before and after': count(quiet),
      meanwhile: count(busy),
      dip: percent(dip),
    })),
  );
  return {
    settings: wanted,
    figures: [{ bench: 'apply', rounds, medianDip }],
    text: `${table}\n\n${headline}`,
    headline,
    verification: {
      passed: rounds.length === wanted.rounds,
      says: `${rounds.length} of ${wanted.rounds} rounds were applied, delivered completely and removed within the time limit`,
    },
  };
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
