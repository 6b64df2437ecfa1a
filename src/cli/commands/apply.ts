import { setTimeout } from 'node:timers/promises';
import type { Command } from 'commander';
import type { ControlClient } from '../../control/index.ts';
import { Failure } from '../../domain/index.ts';
import { callHub } from '../call-hub.ts';
import type { ForceOptions } from '../configuration/put-in-force.ts';
import { putInForce } from '../configuration/put-in-force.ts';
import { CliError } from '../exit.ts';
import { addHubOptions } from '../options.ts';
import { plainText } from '../plain-text.ts';

/** Poll interval of --watch. Editors save files in so many ways that polling is more reliable than file events. */
const LOOK_EVERY_MS = 500;

const EXAMPLES = `
Examples:
  stellwerk apply stellwerk.yaml --dry-run            what would change, and what would be lost
  stellwerk apply stellwerk.yaml --yes --note 'new marketplace'
  stellwerk apply stellwerk.yaml --watch --yes        again whenever a file changes`;

interface ApplyOptions extends ForceOptions {
  readonly watch?: boolean;
}

export function addApply(program: Command): void {
  const command = program
    .command('apply')
    .argument('[file]', 'the configuration', 'stellwerk.yaml')
    .description('change the running hub to this configuration; only what differs is restarted')
    .option(
      '--watch',
      'apply again whenever the file, or a file that it names, changes; needs --yes',
    )
    .addHelpText('after', EXAMPLES);
  addForceOptions(command);
  addHubOptions(command).action((file: string, options: ApplyOptions) =>
    callHub(options, (hub, signal) =>
      options.watch ? applyAlways(hub, file, options, signal) : apply(hub, file, options, signal),
    ),
  );
}

export function addForceOptions(command: Command): Command {
  return command
    .option('--dry-run', 'show what would change, and change nothing')
    .option('-y, --yes', 'do not ask')
    .option(
      '--allow-data-loss',
      'apply even if records are lost for which the configuration has no place',
    )
    .option('--expect <version>', 'only if this version is in force')
    .option('--note <text>', 'why, for the history');
}

async function apply(
  hub: ControlClient,
  file: string,
  options: ForceOptions,
  signal: AbortSignal,
): Promise<void> {
  const { checkTravels, readBundle } = await files();
  const bundle = await readBundle(file);
  checkTravels(bundle);
  await putInForce(hub, (client, request) => client.apply(bundle, request), options, signal);
}

/** Applies the files, and again after each change, until the signal aborts. A mistake is printed; the next change is tried. */
async function applyAlways(
  hub: ControlClient,
  file: string,
  options: ForceOptions,
  signal: AbortSignal,
): Promise<void> {
  if (!options.yes) throw new CliError('usage', '--watch cannot ask: add --yes.');
  const { readBundle, bundleHash } = await files();
  for (let applied = ''; !signal.aborted;) {
    try {
      const hash = bundleHash(await readBundle(file));
      if (hash !== applied) {
        applied = hash;
        await apply(hub, file, options, signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      if (!isOfTheFile(error)) throw error;
      process.stderr.write(`${plainText((error as Error).message)}\n`);
    }
    await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
  }
}

/** Whether a change of the files can fix the error. */
function isOfTheFile(error: unknown): boolean {
  if (error instanceof CliError) return true;
  if (!(error instanceof Failure)) return false;
  return ['CONFIG_INVALID', 'COMMAND_REJECTED', 'INVALID_REQUEST'].includes(error.code);
}

/** Loaded only here, so that commands that call a hub start quickly. */
async function files() {
  return import('../../runtime/config/index.ts');
}
