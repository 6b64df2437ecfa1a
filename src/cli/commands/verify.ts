import type { Command } from 'commander';
import type {
  VerifiedRecord,
  VerifyEvent,
  VerifyRequest,
  VerifySummary,
} from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import { exitCodes } from '../exit.ts';
import { readCount } from '../numbers.ts';
import { addHubOptions } from '../options.ts';
import { agrees, verifyText } from '../verify/text.ts';
import { count } from '../words.ts';

interface VerifyOptions extends HubCallOptions {
  readonly lane?: string;
  readonly limit?: string;
  readonly details: string;
  readonly repair?: boolean;
  readonly exitCode?: boolean;
}

const EXAMPLES: readonly Example[] = [
  ['stellwerk verify products', 'do the targets hold what the source holds?'],
  ['stellwerk verify products --lane products/shop --details 500', ''],
  ['stellwerk verify products --repair', 'send again what is missing or different'],
  [
    'stellwerk verify products --json | jq -r \'select(.record.finding == "surplus").record.externalId\'',
    '',
  ],
  ['stellwerk verify products --exit-code || echo "they differ"', ''],
];

const NOTE =
  '--repair never deletes: surplus records stay. With --json each line is one object:\n{"kind":"progress"|"record"|"summary", ...}; the summary comes last.';

const MAX_ROWS = 1_000_000_000;
const MAX_DETAILS = 1_000;

/** `stellwerk verify STREAM`: compares source and targets, and sends again what drifted. */
export function addVerify(program: Command): void {
  const command = program
    .command('verify')
    .argument('<stream>', 'the stream')
    .description('compare the content of source and targets; writes nothing')
    .option('--lane <stream/target>', 'only this lane')
    .option('--repair', 'send again what is missing or different; surplus records stay')
    .option('--limit <n>', 'maximum number of rows to read; default: all')
    .option('--details <n>', `records shown per lane and finding, up to ${MAX_DETAILS}`, '20')
    .option('--exit-code', `exit with ${exitCodes.differences} when source and targets differ`)
    .addHelpText('after', `\n${NOTE}`);
  addExamples(command, EXAMPLES);
  addHubOptions(command).action((stream: string, options: VerifyOptions) =>
    callHub(options, async (client, signal) => {
      const events = client.history(signal).verify(requestOf(stream, options));
      const summary = options.json ? await printJson(events) : await printText(events);
      if (options.exitCode && !agrees(summary)) process.exitCode = exitCodes.differences;
    }),
  );
}

function requestOf(stream: string, options: VerifyOptions): VerifyRequest {
  return {
    stream,
    lane: options.lane ?? null,
    limit: readCount(options.limit ?? String(MAX_ROWS), '--limit', MAX_ROWS),
    details: readCount(options.details, '--details', MAX_DETAILS),
    repair: options.repair === true,
  };
}

async function printJson(events: AsyncIterable<VerifyEvent>): Promise<VerifySummary> {
  let summary: VerifySummary | null = null;
  for await (const event of events) {
    process.stdout.write(`${JSON.stringify(event)}\n`);
    if (event.kind === 'summary') ({ summary } = event);
  }
  return present(summary);
}

async function printText(events: AsyncIterable<VerifyEvent>): Promise<VerifySummary> {
  const records: VerifiedRecord[] = [];
  let summary: VerifySummary | null = null;
  // Progress is for a person at a terminal; in a pipe it would be noise.
  const { isTTY } = process.stderr;
  for await (const event of events) {
    if (event.kind === 'record') records.push(event.record);
    else if (event.kind === 'summary') ({ summary } = event);
    else if (isTTY) process.stderr.write(`\r${progressText(event)}\u001B[K`);
  }
  if (isTTY) process.stderr.write('\r\u001B[K');
  process.stdout.write(`${verifyText(present(summary), records)}\n`);
  return present(summary);
}

function progressText({ read, listed }: Extract<VerifyEvent, { kind: 'progress' }>): string {
  const rows = `${count(read)} rows compared`;
  return listed === 0 ? rows : `${rows}, ${count(listed)} records of the target looked up`;
}

function present(summary: VerifySummary | null): VerifySummary {
  if (summary) return summary;
  throw new Error('The hub ended the comparison without its summary.');
}
