import { parseArgs } from 'node:util';
import type { Outcome, Verification } from '../support/frame/index.ts';
import { count, textTable } from '../support/table.ts';
import { installPeers } from './install.ts';
import { INVALID_EVERY, measure } from './measure.ts';
import type { PeerMeasurement } from './measure.ts';
import type { System } from './systems.ts';
import { systemNamed, systems } from './systems.ts';

/** A system that could not be measured here, with the reason. */
interface Skipped {
  readonly bench: 'peers';
  readonly system: string;
  readonly skipped: string;
}

/** The run with the median time, with the times of all runs. */
interface Median extends PeerMeasurement {
  readonly roundSeconds: readonly number[];
  /** Records a minute divided by those of Stellwerk; null when Stellwerk was not measured. */
  readonly ratio: number | null;
}

export const about = 'the relay built with Stellwerk, with other queues, and without a queue';

/**
 * `peers [--records N] [--systems a,b] [--rounds N] [--json]`: the relay's job done by Stellwerk, by other queues and by programs
 * without one, one after another on fresh servers.
 */
export async function main(args: string[]): Promise<Outcome> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string', default: '100000' },
      systems: { type: 'string', default: usual() },
      rounds: { type: 'string', default: '1' },
      json: { type: 'boolean', default: false },
    },
  });
  const records = wholeNumber('--records', values.records);
  const rounds = wholeNumber('--rounds', values.rounds);
  const wanted = values.systems.split(',').map((name) => systemNamed(name.trim()));
  const { runs, skipped } = await measureAll(await installed(wanted), { records, rounds });
  const medians = mediansOf(runs);
  return {
    settings: { records, invalidEvery: INVALID_EVERY, rounds },
    figures: [...medians, ...skipped],
    text: textOf(medians, skipped),
    headline: headlineOf(medians),
    verification: verificationOf([...runs.values()].flat()),
  };
}

/** The systems that are measured when none is named. */
function usual(): string {
  const wanted = systems.filter(({ onRequest }) => !onRequest);
  return wanted.map(({ name }) => name).join(',');
}

/** Installs the peers' packages if one of them is needed. Systems that need none also run where they cannot be installed. */
async function installed(wanted: readonly System[]): Promise<readonly Candidate[]> {
  let reason: string | null = null;
  if (wanted.some((system) => system.package !== null))
    await installPeers().catch((error: unknown) => (reason = messageOf(error)));
  return wanted.map((system) => ({ system, reason: system.package === null ? null : reason }));
}

interface Candidate {
  readonly system: System;
  /** The reason why it cannot be measured; null when it can. */
  readonly reason: string | null;
}

/** Runs all in turn, round by round, so that changes in the machine's speed affect all alike. */
async function measureAll(
  candidates: readonly Candidate[],
  { records, rounds }: { readonly records: number; readonly rounds: number },
) {
  const runs = new Map<string, PeerMeasurement[]>();
  const skipped = new Map<string, Skipped>();
  for (let round = 1; round <= rounds; round++) {
    for (const { system, reason } of candidates) {
      const { name } = system;
      if (skipped.has(name)) continue;
      try {
        if (reason !== null) throw new Error(reason);
        const run = await measure(system, records);
        runs.set(name, [...(runs.get(name) ?? []), run]);
        console.error(`${name} ${round}/${rounds}: ${run.seconds.toFixed(2)} s`);
      } catch (error) {
        skipped.set(name, { bench: 'peers', system: name, skipped: messageOf(error) });
        console.error(`${name} could not be measured: ${messageOf(error)}`);
      }
    }
  }
  return { runs, skipped: [...skipped.values()] };
}

/** With an even number of rounds, the slower of the middle two. */
function mediansOf(runs: ReadonlyMap<string, readonly PeerMeasurement[]>): Median[] {
  const medians = [...runs.values()].flatMap((ofSystem) => {
    const sorted = ofSystem.toSorted((one, other) => one.seconds - other.seconds);
    const median = sorted[Math.floor(sorted.length / 2)];
    return median ? [{ ...median, roundSeconds: ofSystem.map(({ seconds }) => seconds) }] : [];
  });
  const ours = medians.find(({ system }) => system === 'stellwerk');
  return medians.map((one) => ({
    ...one,
    ratio: ours ? Math.round((one.recordsPerMinute / ours.recordsPerMinute) * 100) / 100 : null,
  }));
}

/** Only Stellwerk promises order per key; for the others it is only reported. */
function verificationOf(runs: readonly PeerMeasurement[]): Verification {
  const faulty = runs.filter(
    (one) =>
      one.lost + one.duplicated > 0 ||
      one.deadLetters !== one.invalid ||
      (one.system === 'stellwerk' && one.outOfOrder > 0),
  );
  const names = [...new Set(faulty.map(({ system }) => system))].join(', ');
  return {
    passed: runs.length > 0 && faulty.length === 0,
    says: `every written row must be in the journal, and every invalid record must be a dead letter: ${names || 'none'} failed, ${runs.length} runs`,
  };
}

function headlineOf(medians: readonly Median[]): string {
  const ours = medians.find(({ system }) => system === 'stellwerk');
  const others = medians
    .filter(({ system }) => system !== 'stellwerk')
    .map(({ system, ratio }) => (ratio === null ? system : `${system} ${ratio.toFixed(2)}`));
  return `${ours ? `${count(ours.recordsPerMinute)} records per minute; relative to it ` : ''}${others.join(', ')}`;
}

function textOf(medians: readonly Median[], skipped: readonly Skipped[]): string {
  const fastestFirst = medians.toSorted(
    (one, other) => other.recordsPerMinute - one.recordsPerMinute,
  );
  const versions = medians.flatMap(({ system, version }) =>
    version ? [`${system}: ${version}`] : [],
  );
  return [
    textTable(fastestFirst.map(rowOf)),
    '',
    'ratio: records per minute divided by those of stellwerk.',
    ...(versions.length > 0 ? [`Versions: ${versions.join('; ')}.`] : []),
    ...skipped.map((one) => `Not measured: ${one.system}: ${one.skipped}`),
  ].join('\n');
}

function rowOf(one: Median): Record<string, string> {
  const { client = 0, ...servers } = one.cpuSeconds;
  return {
    system: one.system,
    'records/min': count(one.recordsPerMinute),
    ratio: one.ratio?.toFixed(2) ?? '',
    seconds: one.seconds.toFixed(2),
    'CPU s client': client.toFixed(1),
    'CPU s servers': Object.entries(servers)
      .map(([role, seconds]) => `${role} ${seconds.toFixed(1)}`)
      .join(', '),
    lost: String(one.lost),
    duplicated: String(one.duplicated),
    'out of order': String(one.outOfOrder),
    'dead letters': `${one.deadLetters} of ${one.invalid}`,
    durability: one.durability,
  };
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new Error(`${name} must be a whole number above 0`);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
