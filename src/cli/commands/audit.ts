import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { AuditFilter } from '../../domain/index.ts';
import { exportLines, verifyFile } from '../audit/export-file.ts';
import { auditTable } from '../audit/table.ts';
import { readPoint, tellVerdict, verifyHub } from '../audit/verify.ts';
import { writeWhole } from '../audit/write-whole.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import { readMoment } from '../moment.ts';
import { addHubOptions } from '../options.ts';
import { readCount } from '../numbers.ts';
import { print } from '../print.ts';
import { count } from '../words.ts';

const LIST_EXAMPLES: readonly Example[] = [
  ['stellwerk audit list --since 2h --outcome denied', ''],
  ['stellwerk audit list --subject "lane products/shop" --method LaneService/', ''],
];
const EXPORT_EXAMPLES: readonly Example[] = [['stellwerk audit export --out audit.jsonl', '']];
const VERIFY_EXAMPLES: readonly Example[] = [
  ['stellwerk audit verify', 'the hub verifies its own log'],
  ['stellwerk audit verify --file audit.jsonl', 'without a hub'],
  ['stellwerk audit verify --expect 1234:9f86d0…', 'the log still contains a head noted earlier'],
];

export function addAudit(program: Command): void {
  const command = program.command('audit').description('who changed what: list, export, verify');
  addExamples(command, [...LIST_EXAMPLES, ...EXPORT_EXAMPLES, ...VERIFY_EXAMPLES]);
  addList(command);
  addExport(command);
  addVerify(command);
}

interface ListOptions extends HubCallOptions {
  readonly who?: string;
  readonly method?: string;
  readonly subject?: string;
  readonly key?: string;
  readonly outcome?: NonNullable<AuditFilter['outcome']>;
  readonly since?: string;
  readonly until?: string;
  readonly limit: string;
}

function addList(parent: Command): void {
  const command = parent
    .command('list')
    .description('commands and denied calls, newest first')
    .option('--who <name>', 'of this caller')
    .option('--method <prefix>', 'of methods with this prefix, such as LaneService/')
    .option('--subject <subject>', 'about this, such as "lane products/shop"')
    .option('--key <key>', 'about the record with this key in its source')
    .addOption(
      new Option('--outcome <outcome>', 'with this outcome').choices([
        'done',
        'denied',
        'failed',
        'unknown',
      ]),
    )
    .option('--since <time>', 'since: 2h, 3d, or an ISO 8601 time')
    .option('--until <time>', 'before')
    .option('--limit <n>', 'maximum number of entries', '50');
  addExamples(command, LIST_EXAMPLES);
  addHubOptions(command).action((options: ListOptions) =>
    callHub(options, async (client, signal) => {
      const filter = readFilter(options, Date.now());
      const found = await client.audit(signal).list(filter, readCount(options.limit, '--limit'));
      if (options.json) return print(JSON.stringify(found));
      if (found.entries.length === 0) return print('no entries');
      print(auditTable(found.entries));
      if (found.more) print('there are more: raise --limit, or narrow the search');
    }),
  );
}

function addExport(parent: Command): void {
  const command = parent
    .command('export')
    .description('the whole log with its hashes, as JSON Lines')
    .option('-o, --out <file>', 'write to this file instead of standard output');
  addExamples(command, EXPORT_EXAMPLES);
  addHubOptions(command).action((options: HubCallOptions & { out?: string }) =>
    callHub(options, async (client, signal) => {
      let rows = 0;
      const lines = exportLines(client.audit(signal).export(), (more) => void (rows += more));
      const { out } = options;
      if (out === undefined) return pipeline(lines, process.stdout, { signal, end: false });
      await writeWhole(out, lines, signal);
      print(options.json ? JSON.stringify({ rows, file: out }) : `${count(rows)} rows in ${out}`);
    }),
  );
}

interface VerifyOptions extends HubCallOptions {
  readonly file?: string;
  readonly expect?: string;
}

function addVerify(parent: Command): void {
  const command = parent
    .command('verify')
    .description(
      'find the first row that was changed, removed or inserted; exits with 1 if there is one',
    )
    .option('-f, --file <export>', 'check an export instead of a hub')
    .option('--expect <seq:hash>', 'a head noted earlier that the log must still contain');
  addExamples(command, VERIFY_EXAMPLES);
  addHubOptions(command).action(async (options: VerifyOptions) => {
    const expected = readPoint(options.expect);
    const json = options.json === true;
    if (options.file !== undefined)
      return tellVerdict(await verifyFile(options.file, expected), json);
    await callHub(options, async (client, signal) =>
      tellVerdict(await verifyHub(client.audit(signal), expected), json),
    );
  });
}

function readFilter(options: ListOptions, nowMs: number): AuditFilter {
  const { who, method, subject, key, outcome, since, until } = options;
  return {
    ...(who ? { who } : {}),
    ...(method ? { method } : {}),
    ...(subject ? { subject } : {}),
    ...(key ? { key } : {}),
    ...(outcome ? { outcome } : {}),
    ...(since ? { sinceMs: readMoment(since, '--since', nowMs) } : {}),
    ...(until ? { untilMs: readMoment(until, '--until', nowMs) } : {}),
  };
}
