import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { LetterReplay, LetterSelection, RecoveryClient } from '../../control/index.ts';
import type { JsonObject } from '../../domain/index.ts';
import { isJsonObject } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { CliError } from '../exit.ts';
import { fileTrouble } from '../file-trouble.ts';
import type { RequestIdOptions } from '../options.ts';
import { orderOnce } from '../options.ts';
import { withProgress } from '../progress.ts';
import { count } from '../words.ts';
import { confirm } from './confirm.ts';
import { requireNamed } from './named-letters.ts';
import type { SelectionOptions } from './selection.ts';
import { readSelection } from './selection.ts';
import { previewText } from './tables.ts';
import { print } from '../print.ts';

export interface ReplayOptions extends SelectionOptions, HubCallOptions, RequestIdOptions {
  readonly all?: boolean;
  readonly yes?: boolean;
  readonly dryRun?: boolean;
  readonly edit?: string;
  readonly rate?: string;
}

export async function replay(
  recovery: RecoveryClient,
  ids: readonly string[],
  options: ReplayOptions,
  signal: AbortSignal,
): Promise<void> {
  const order: LetterReplay = {
    filter: readSelection(ids, options),
    all: options.all === true,
    document: options.edit === undefined ? null : await readDocument(options.edit),
    perSecond: readRate(options.rate),
  };
  // A repeated order has already moved its letters on; its answer is wanted again.
  if (options.requestId === undefined) await requireNamed(recovery, ids, 'replay');
  if (options.dryRun) return showPreviews(recovery, order, options);
  requireMeant(order, 'Replay');
  const asks = options.yes !== true && ids.length !== 1;
  const meant = asks ? await confirmReplay(recovery, order, signal) : order;
  const replayed = await withProgress('replaying', () =>
    orderOnce(options, (requestId) => recovery.replay({ ...meant, requestId })),
  );
  if (options.json) return print(JSON.stringify({ replayed }));
  print(
    `replaying ${letters(replayed)}; "stellwerk status" shows them as parked until they are delivered`,
  );
  const { total: left } = await recovery.list(order.filter, ['open'], 1);
  if (left > 0) print(`${letters(left)} ${left === 1 ? 'stays' : 'stay'} open: ${WHY_LEFT}`);
}

/** Asks when more than one would be replayed; says how many would not. @returns the order, for those that it told of */
async function confirmReplay(
  recovery: RecoveryClient,
  order: LetterReplay,
  signal: AbortSignal,
): Promise<LetterReplay> {
  const { total, left, newestId } = await withProgress('counting', () => recovery.preview(order));
  if (total > 1) await confirm(`Replay ${letters(total)}?${leftText(left)}`, signal);
  return { ...order, filter: { ...order.filter, maxId: newestId } };
}

function leftText(left: number): string {
  if (left === 0) return '';
  return ` ${letters(left)} of this choice cannot be replayed: ${WHY_LEFT}.`;
}

const WHY_LEFT =
  'a row that never became a record has to be corrected in its source and is then read again; one of a lane that is not configured waits until it is, or is discarded; for the others see "stellwerk dead-letters groups"';

/**
 * Asks when more than one is selected. @returns the selection, without what has come since it was counted
 * @throws CliError usage when nothing is selected
 */
export async function confirmMany(
  recovery: RecoveryClient,
  selection: LetterSelection,
  { verb, yes }: { readonly verb: string; readonly yes: boolean },
  signal: AbortSignal,
): Promise<LetterSelection> {
  requireMeant(selection, verb);
  const { filter } = selection;
  if (yes || filter.ids?.length === 1) return selection;
  const { total, newestId } = await recovery.list(filter, ['open'], 1);
  if (total > 1) await confirm(`${verb} ${letters(total)}?`, signal);
  return { ...selection, filter: { ...filter, maxId: newestId } };
}

function requireMeant({ filter, all }: LetterSelection, verb: string): void {
  if (all || Object.keys(filter).length > 0) return;
  throw new CliError('usage', `${verb} which dead letters? Give ids or options, or --all.`);
}

async function showPreviews(
  recovery: RecoveryClient,
  order: LetterReplay,
  { json }: HubCallOptions,
): Promise<void> {
  const { previews, total, left } = await withProgress('previewing', () => recovery.preview(order));
  if (json) return print(JSON.stringify({ previews, total, left }));
  for (const preview of previews) print(previewText(preview));
  const hidden = total - previews.length;
  const rest = hidden > 0 ? `, of which ${count(hidden)} are not shown` : '';
  print(`${letters(total)} would be replayed${rest}. Nothing was written.${leftText(left)}`);
}

async function readDocument(place: string): Promise<JsonObject> {
  const json = place === '-' ? await text(process.stdin) : await readText(place);
  try {
    const value: unknown = JSON.parse(json);
    if (isJsonObject(value)) return value;
  } catch {
    // Reported below, as for JSON that is not an object.
  }
  throw new CliError('usage', `${place === '-' ? 'Standard input' : place} is not a JSON object.`);
}

async function readText(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new CliError(
      'usage',
      fileTrouble(error) ?? `Cannot read ${file}: ${(error as Error).message}`,
    );
  }
}

function readRate(rate: string | undefined): number | null {
  if (rate === undefined) return null;
  const perSecond = Number(rate);
  if (perSecond > 0 && Number.isFinite(perSecond)) return perSecond;
  throw new CliError(
    'usage',
    `--rate takes a number of records per second above 0, not "${rate}".`,
  );
}

export function letters(total: number): string {
  return total === 1 ? '1 dead letter' : `${count(total)} dead letters`;
}
