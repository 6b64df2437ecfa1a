import type { Command } from 'commander';
import { Option } from 'commander';
import type { Run, RunFilter, RunKind } from '../../domain/index.ts';
import { failureCatalogue } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { readMoment } from '../moment.ts';
import { readCount } from '../numbers.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { plainLine } from '../plain-text.ts';
import type { Column } from '../table.ts';
import { table } from '../table.ts';
import { ago, count, duration, NOTHING } from '../words.ts';
import { requireActor } from '../find-actor.ts';
import { print } from '../print.ts';

interface RunsOptions extends HubCallOptions {
  readonly failed?: boolean;
  readonly kind?: RunKind;
  readonly since?: string;
  readonly until?: string;
  readonly limit: string;
  readonly id?: string;
}

const EXAMPLES: readonly Example[] = [
  ['stellwerk runs', 'the newest runs of all streams'],
  ['stellwerk runs orders --failed --since 2h', ''],
  ['stellwerk runs --id 1204', 'one run with its cursors'],
];

/** `stellwerk runs [STREAM]`: shows polls, imports and replays. */
export function addRuns(program: Command): void {
  const command = program
    .command('runs')
    .argument('[stream]', 'only of this stream')
    .description('show polls, imports and replays, newest first')
    .option('--failed', 'only those that failed or were cancelled')
    .addOption(
      new Option('--kind <kind>', 'only runs of this kind').choices(['poll', 'import', 'replay']),
    )
    .option('--since <time>', 'started since: 2h, 3d, or an ISO 8601 time')
    .option('--until <time>', 'started before this time')
    .option('--limit <n>', 'maximum number of runs', '50')
    .option('--id <id>', 'show everything about this run');
  addExamples(command, EXAMPLES);
  addHubOptions(command).action((stream: string | undefined, options: RunsOptions) =>
    callHub(options, async (client, signal) => {
      const history = client.history(signal);
      const nowMs = Date.now();
      if (options.id !== undefined) {
        const run = await history.run(options.id);
        return print(options.json ? JSON.stringify(run) : runDetails(run, nowMs));
      }
      const limit = readCount(options.limit, '--limit');
      const { runs, more } = await history.runs(filterOf(stream, options, nowMs), limit);
      if (runs.length === 0) await requireActor(client, 'stream', stream, signal);
      if (options.json) return print(JSON.stringify({ runs, more }));
      if (runs.length === 0) return print('no runs');
      print(table(columns(nowMs), runs));
      if (more) print(`there are older ones: --limit ${limit * 10} shows more`);
    }),
  );
}

function filterOf(
  stream: string | undefined,
  { failed, kind, since, until }: RunsOptions,
  nowMs: number,
): RunFilter {
  return {
    ...(stream === undefined ? {} : { stream }),
    ...(failed ? { outcomes: ['failed', 'cancelled'] as const } : {}),
    ...(kind === undefined ? {} : { kind }),
    ...(since === undefined ? {} : { fromMs: readMoment(since, '--since', nowMs) }),
    ...(until === undefined ? {} : { untilMs: readMoment(until, '--until', nowMs) }),
  };
}

function columns(nowMs: number): readonly Column<Run>[] {
  return [
    { title: 'ID', align: 'right', cell: ({ id }) => id },
    { title: 'OF', cell: ({ lane, stream }) => lane ?? stream },
    { title: 'KIND', cell: ({ kind }) => kind },
    { title: 'OUTCOME', cell: ({ outcome }) => ({ text: outcome, style: STYLES[outcome] }) },
    { title: 'BEGAN', cell: ({ startedAtMs }) => ago(startedAtMs, nowMs) },
    { title: 'TOOK', align: 'right', cell: took },
    { title: 'READ', align: 'right', cell: ({ read }) => count(read) },
    { title: 'STORED', align: 'right', cell: ({ stored }) => count(stored) },
    { title: 'SKIPPED', align: 'right', cell: ({ skipped }) => count(skipped) },
    { title: 'REJECTED', align: 'right', cell: ({ rejected }) => count(rejected) },
    { title: 'ERROR', cell: ({ error }) => error?.code ?? NOTHING },
  ];
}

const STYLES = {
  running: 'yellow',
  succeeded: 'green',
  failed: 'red',
  cancelled: 'blue',
} as const;

function took({ startedAtMs, finishedAtMs }: Run): string {
  if (finishedAtMs === null) return NOTHING;
  const millis = finishedAtMs - startedAtMs;
  return millis < 1_000 ? `${millis} ms` : duration(millis);
}

/** Formats everything about one run. */
function runDetails(run: Run, nowMs: number): string {
  const { id, lane, stream, kind, outcome, error, cursorBefore, cursorAfter } = run;
  const remedy =
    error && Object.hasOwn(failureCatalogue, error.code)
      ? failureCatalogue[error.code as keyof typeof failureCatalogue].remedy
      : '';
  const rows = `${count(run.read)} read, ${count(run.stored)} stored, ${count(run.skipped)} skipped, ${count(run.rejected)} rejected`;
  const facts = [
    ['id', id],
    ['of', lane ?? stream],
    ['kind', kind],
    ['outcome', outcome],
    ['began', `${new Date(run.startedAtMs).toISOString()} (${ago(run.startedAtMs, nowMs)})`],
    ['took', took(run)],
    ['rows', rows],
    ...(error
      ? [
          ['error', `${error.code}: ${error.message}`],
          ['what to do', remedy],
        ]
      : []),
    ['from cursor', cursorBefore === null ? NOTHING : JSON.stringify(cursorBefore)],
    ['to cursor', cursorAfter === null ? NOTHING : JSON.stringify(cursorAfter)],
  ];
  return facts.map(([name = '', value = '']) => `${name.padEnd(13)}${plainLine(value)}`).join('\n');
}
