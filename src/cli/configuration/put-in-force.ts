import type { ConfigRequest, ConfigurationClient, ControlClient } from '../../control/index.ts';
import type { ConfigOutcome } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { confirm } from '../dead-letters/confirm.ts';
import { CliError } from '../exit.ts';
import { plainText } from '../plain-text.ts';
import { changeText } from './tables.ts';
import { print } from '../print.ts';

/** Options of every command that applies a configuration. */
export interface ForceOptions extends HubCallOptions {
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly allowDataLoss?: boolean;
  readonly expect?: string;
  readonly note?: string;
}

type Send = (client: ConfigurationClient, request: ConfigRequest) => Promise<ConfigOutcome>;

/** Shows what would change, asks, and applies it. @throws CliError failed when data would be lost, or the answer is no */
export async function putInForce(
  hub: ControlClient,
  send: Send,
  options: ForceOptions,
  signal: AbortSignal,
): Promise<void> {
  const client = hub.configuration(signal);
  const order = {
    expectedVersion: readVersion(options.expect),
    dryRun: true,
    allowDataLoss: options.allowDataLoss === true,
    note: options.note ?? '',
  };
  const preview = await send(client, order);
  if (options.dryRun) return print(options.json ? JSON.stringify(preview) : previewText(preview));
  if (!options.json && preview.changes.length > 0) print(changeText(preview.changes));
  if (preview.losses.length > 0 && !order.allowDataLoss) throw wouldLose(preview.losses);
  if (preview.changes.length > 0 && !options.yes) {
    for (const loss of preview.losses) tell(`lost for good: ${loss}`);
    await confirm(question(preview), signal);
  }
  // Exactly what was shown is applied, or nothing.
  const final = { ...order, dryRun: false, expectedVersion: preview.version };
  const outcome = await withProgress(hub, signal, () => send(client, final));
  if (options.json) return print(JSON.stringify(outcome));
  const { applied, version } = outcome;
  print(`version ${version} is ${applied ? 'in force' : 'already in force: nothing to change'}`);
}

function previewText({ version, changes, losses }: ConfigOutcome): string {
  if (changes.length === 0) return `no differences from version ${version}`;
  return [
    changeText(changes),
    ...losses.map((loss) => plainText(`lost for good: ${loss}`)),
    `Compared with version ${version}. Nothing was changed.`,
  ].join('\n');
}

function question({ changes, version }: ConfigOutcome): string {
  const what = changes.length === 1 ? '1 change' : `${changes.length} changes`;
  return `Apply ${what} to version ${version}?`;
}

function wouldLose(losses: readonly string[]): CliError {
  return new CliError(
    'failed',
    `Data would be lost, so nothing was changed:\n${losses.join('\n')}\nDeliver or discard it first, or use --allow-data-loss.`,
  );
}

/** Shows on a terminal what the hub is doing meanwhile. */
async function withProgress<T>(
  hub: ControlClient,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (!process.stderr.isTTY) return work();
  const done = new AbortController();
  const following = follow(hub.configuration(signal), AbortSignal.any([signal, done.signal]));
  try {
    return await work();
  } finally {
    done.abort();
    await following;
  }
}

async function follow(client: ConfigurationClient, signal: AbortSignal): Promise<void> {
  try {
    for await (const step of client.steps(signal)) if (step !== null) tell(step);
  } catch {
    // The order itself reports what went wrong.
  }
}

function readVersion(text: string | undefined): number | null {
  if (text === undefined) return null;
  const version = Number(text);
  if (Number.isInteger(version) && version > 0) return version;
  throw new CliError('usage', `--expect takes a version, not "${text}".`);
}

function tell(line: string): void {
  process.stderr.write(`stellwerk: ${plainText(line)}\n`);
}
