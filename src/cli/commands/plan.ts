import type { Command } from 'commander';
import { Option } from 'commander';
import type { PlanEvent, PlannedRecord, PlanRequest, PlanSummary } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { exitCodes } from '../exit.ts';
import { readCount } from '../numbers.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { isIdle, planText } from '../plan/text.ts';
import { count } from '../words.ts';

interface PlanOptions extends HubCallOptions {
  readonly lane?: string;
  readonly limit: string;
  readonly details: string;
  readonly fromStart?: boolean;
  readonly against: 'log' | 'target';
  readonly exitCode?: boolean;
}

const EXAMPLES: readonly Example[] = [
  ['stellwerk plan products', 'what the next run would do in each target'],
  ['stellwerk plan products --lane products/shop --details 200', ''],
  [
    'stellwerk plan products --from-start --against target',
    'do the targets still hold what they got?',
  ],
  [
    'stellwerk plan products --json | jq \'select(.kind == "record" and .record.effect == "reject")\'',
    '',
  ],
  ['stellwerk plan products --exit-code || echo "something would change"', ''],
];

const JSON_NOTE =
  'With --json each line is one object: {"kind":"progress"|"record"|"summary", ...}; the summary comes last.';

const MAX_ROWS = 100_000;
const MAX_DETAILS = 1_000;

/** `stellwerk plan STREAM`: shows what a run would do, and writes nothing. */
export function addPlan(program: Command): void {
  const command = program
    .command('plan')
    .argument('<stream>', 'the stream')
    .description('show what the next run would create, change, delete and reject; writes nothing')
    .option('--lane <stream/target>', 'only this lane')
    .option('--limit <n>', `maximum number of rows to read, up to ${MAX_ROWS}`, '10000')
    .option('--details <n>', `records shown per lane and effect, up to ${MAX_DETAILS}`, '20')
    .option(
      '--from-start',
      'read the source from its beginning instead of from where the last run ended',
    )
    .addOption(
      new Option(
        '--against <what>',
        'compare with what was sent last (log), or with what the target holds now (target)',
      )
        .choices(['log', 'target'])
        .default('log'),
    )
    .option('--exit-code', `exit with ${exitCodes.differences} when something would change`)
    .addHelpText('after', `\n${JSON_NOTE}`);
  addExamples(command, EXAMPLES);
  addHubOptions(command).action((stream: string, options: PlanOptions) =>
    callHub(options, async (client, signal) => {
      const events = client.history(signal).plan(requestOf(stream, options));
      const summary = options.json ? await printJson(events) : await printText(events);
      if (options.exitCode && !isIdle(summary)) process.exitCode = exitCodes.differences;
    }),
  );
}

function requestOf(stream: string, options: PlanOptions): PlanRequest {
  return {
    stream,
    lane: options.lane ?? null,
    limit: readCount(options.limit, '--limit', MAX_ROWS),
    fromStart: options.fromStart === true,
    details: readCount(options.details, '--details', MAX_DETAILS),
    againstTargets: options.against === 'target',
  };
}

async function printJson(events: AsyncIterable<PlanEvent>): Promise<PlanSummary> {
  let summary: PlanSummary | null = null;
  for await (const event of events) {
    process.stdout.write(`${JSON.stringify(event)}\n`);
    if (event.kind === 'summary') ({ summary } = event);
  }
  return present(summary);
}

async function printText(events: AsyncIterable<PlanEvent>): Promise<PlanSummary> {
  const records: PlannedRecord[] = [];
  let summary: PlanSummary | null = null;
  // Progress is for a person at a terminal; in a pipe it would be noise.
  const { isTTY } = process.stderr;
  for await (const event of events) {
    if (event.kind === 'record') records.push(event.record);
    else if (event.kind === 'summary') ({ summary } = event);
    else if (isTTY) process.stderr.write(`\r${count(event.read)} rows read`);
  }
  if (isTTY) process.stderr.write('\r\u001B[K');
  process.stdout.write(`${planText(present(summary), records)}\n`);
  return present(summary);
}

function present(summary: PlanSummary | null): PlanSummary {
  if (summary) return summary;
  throw new Error('The hub ended the plan without its summary.');
}
