import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { Option } from 'commander';
import type { ControlClient, ImportClient, ImportOrderRequest } from '../../control/index.ts';
import type { ImportEncoding, ImportFormat, ImportStatus } from '../../domain/index.ts';
import { importEncodings, importFormats } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { CliError } from '../exit.ts';
import { importSummary, ProgressBar, waitNote } from '../import-progress.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { plainLine } from '../plain-text.ts';

interface ImportOptions extends HubCallOptions {
  readonly format?: ImportFormat;
  readonly encoding?: ImportEncoding;
  readonly delimiter?: string;
  readonly recordPath?: string;
  readonly sheet?: string;
  readonly number?: string[];
  readonly decimalComma?: string[];
  readonly germanDate?: string[];
  readonly rejects?: string;
  readonly maxRejects: string;
  readonly upload?: boolean;
  readonly detach?: boolean;
}

const EXAMPLES: readonly Example[] = [
  ['stellwerk import products catalogue.csv.gz --encoding windows-1252 --decimal-comma price', ''],
  ['stellwerk import products bmecat.xml --record-path BMECAT/T_NEW_CATALOG/ARTICLE', ''],
  [
    "psql -Atc 'select row_to_json(p) from product p' | stellwerk import products - --format jsonl",
    '',
  ],
];

const fields = (text: string) => text.split(',').map((name) => name.trim());

/** `stellwerk import STREAM FILE...`: imports files into a stream, one after the other. */
export function addImport(program: Command): void {
  const command = program
    .command('import')
    .argument('<stream>', 'the stream that takes the rows; its key, version and schema apply')
    .argument('<files...>', 'files, URLs (http, https), or - for standard input')
    .description(
      'import files in bulk: JSON, JSON Lines, CSV, XML, Excel; gzip and zstd are unpacked',
    )
    .addOption(new Option('--format <format>', 'default: by the file name').choices(importFormats))
    .addOption(new Option('--encoding <encoding>', 'default: utf-8').choices(importEncodings))
    .option('--delimiter <char>', 'CSV: separator of fields; default: detected in the first row')
    .option('--record-path <path>', 'XML: elements from the root to the record, separated by /')
    .option('--sheet <name>', 'Excel: name of the sheet; default: the first')
    .option('--number <fields>', 'text fields that hold numbers, separated by commas', fields)
    .option('--decimal-comma <fields>', 'text fields that hold numbers such as 1.234,50', fields)
    .option('--german-date <fields>', 'text fields that hold dates such as 31.12.2026', fields)
    .option('--rejects <file>', 'where the hub writes rejected rows, one JSON object per line')
    .option(
      '--max-rejects <n>',
      'stop the import when more rows are rejected; "none" for no limit',
      '1000',
    )
    .option('--upload', 'send the file to the hub instead of letting the hub read it')
    .option('--detach', 'do not wait until it ends')
    .addHelpText(
      'after',
      "\nThe hub reads the file itself, so it must be on the hub's machine; --upload sends it.",
    );
  addExamples(command, EXAMPLES);
  addHubOptions(command).action((stream: string, files: string[], options: ImportOptions) =>
    callHub(options, async (client, signal) => {
      if (files.length > 1 && options.rejects !== undefined) {
        const what = '--rejects takes the rows of one file, and each import writes it anew';
        throw new CliError('usage', `${what}: import the files one at a time.`);
      }
      for (const [index, file] of files.entries()) {
        await importOne(client, requestOf(stream, file, options), options, signal);
        const left = files.slice(index + 1);
        if (signal.aborted && left.length > 0)
          throw new CliError('failed', `Interrupted before these began: ${left.join(', ')}.`);
      }
    }),
  );
}

function requestOf(stream: string, file: string, options: ImportOptions): ImportOrderRequest {
  const maxRejects = options.maxRejects === 'none' ? null : Number(options.maxRejects);
  if (maxRejects !== null && !(Number.isSafeInteger(maxRejects) && maxRejects >= 0)) {
    throw new CliError('usage', `--max-rejects takes a whole number, not "${options.maxRejects}".`);
  }
  const isPlace = file === '-' || /^https?:\/\//i.test(file);
  return {
    stream,
    from: isPlace ? file : path.resolve(file),
    format: options.format ?? null,
    encoding: options.encoding ?? null,
    reading: {
      delimiter: options.delimiter === '\\t' ? '\t' : (options.delimiter ?? null),
      recordPath: options.recordPath ?? null,
      sheet: options.sheet ?? null,
      numbers: options.number ?? [],
      decimalComma: options.decimalComma ?? [],
      germanDates: options.germanDate ?? [],
    },
    rejectsFile: options.rejects === undefined ? null : path.resolve(options.rejects),
    maxRejects,
  };
}

async function importOne(
  client: ControlClient,
  request: ImportOrderRequest,
  options: ImportOptions,
  signal: AbortSignal,
): Promise<void> {
  const imports = client.imports(signal);
  const begun = await begin(imports, request, options.upload === true).catch((error: unknown) => {
    if (!signal.aborted) throw error;
    const list = '`stellwerk imports list` shows whether its import has begun';
    throw new CliError(
      'failed',
      `Interrupted while ${request.from === '-' ? 'standard input' : request.from} went to the hub: ${list}.`,
    );
  });
  const status = options.detach ? begun : await follow(imports, begun);
  const text = options.json ? JSON.stringify(status) : plainLine(importSummary(status));
  process.stdout.write(`${text}\n`);
  if (signal.aborted) {
    process.stderr.write(`The import continues in the hub: stellwerk imports show ${status.id}\n`);
  } else if (status.state === 'failed' || status.state === 'cancelled') {
    const { message = 'it was cancelled', remedy = '' } = status.lastError ?? {};
    throw new CliError('failed', `Import ${status.id} failed: ${message} ${remedy}`);
  }
}

function begin(imports: ImportClient, request: ImportOrderRequest, upload: boolean) {
  if (request.from === '-')
    return imports.upload({ ...request, from: 'standard input' }, process.stdin);
  return upload ? imports.upload(request, createReadStream(request.from)) : imports.start(request);
}

/** Shows the progress until the import ends or needs a person, or the signal of the client aborts. */
async function follow(imports: ImportClient, begun: ImportStatus): Promise<ImportStatus> {
  const bar = new ProgressBar(process.stderr);
  let last = begun;
  let told: string | null = null;
  for await (const status of imports.watch(begun.id)) {
    last = status;
    const note = waitNote(status);
    if (note !== null && note !== told) {
      bar.clear();
      process.stderr.write(`${plainLine(note)}\n`);
    }
    told = note;
    bar.show(status);
    if (['finished', 'failed', 'cancelled'].includes(status.state)) break;
  }
  bar.clear();
  return last;
}
