import type { Command } from 'commander';
import { Option } from 'commander';
import type { DeadLetterState } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import type { ReplayOptions } from '../dead-letters/replay.ts';
import { confirmMany, letters, print, replay } from '../dead-letters/replay.ts';
import type { SelectionOptions } from '../dead-letters/selection.ts';
import { addSelection, readSelection } from '../dead-letters/selection.ts';
import { letterDetails, letterTable } from '../dead-letters/tables.ts';
import { CliError } from '../exit.ts';
import { addHubOptions } from '../options.ts';
import { count } from '../words.ts';

const STATES = ['open', 'replaying', 'closed'] as const satisfies readonly DeadLetterState[];

const EXAMPLES = `
Examples:
  stellwerk dead-letters list --lane products/shop --since 2h
  stellwerk dead-letters show 17
  stellwerk dead-letters replay 17 --dry-run
  stellwerk dead-letters replay --code MAPPING_FAILED --rate 50 --yes
  stellwerk dead-letters show 17 --json | jq .document > fixed.json; stellwerk dead-letters replay 17 --edit fixed.json
  stellwerk dead-letters discard --key A-100`;

export function addDeadLetters(program: Command): void {
  const command = program
    .command('dead-letters')
    .description('records that could not be delivered: list, show, replay, discard')
    .addHelpText('after', EXAMPLES);
  addList(command);
  addShow(command);
  addReplay(command);
  addDiscard(command);
}

interface ListOptions extends SelectionOptions, HubCallOptions {
  readonly state: DeadLetterState | 'any';
  readonly limit: string;
}

function addList(parent: Command): void {
  const command = addSelection(parent.command('list').description('dead letters, oldest first'))
    .addOption(
      new Option('--state <state>', 'in this state').choices([...STATES, 'any']).default('open'),
    )
    .option('--limit <n>', 'at most so many', '50');
  addHubOptions(command).action((options: ListOptions) =>
    callHub(options, async (client, signal) => {
      const states = STATES.filter((state) => ['any', state].includes(options.state));
      const limit = readLimit(options.limit);
      const found = await client.recovery(signal).list(readSelection([], options), states, limit);
      if (options.json) return print(JSON.stringify(found));
      if (found.total === 0) return print('no dead letters');
      print(letterTable(found.letters, Date.now()));
      const hidden = found.total - found.letters.length;
      if (hidden > 0) print(`and ${count(hidden)} more: --limit ${found.total} shows all`);
    }),
  );
}

function addShow(parent: Command): void {
  const command = parent
    .command('show')
    .argument('<id>', 'the dead letter')
    .description('everything about one: reason, what to do, attempts, content');
  addHubOptions(command).action((id: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const letter = await client.recovery(signal).get(readSelection([id], {}).ids?.[0] ?? id);
      print(options.json ? JSON.stringify(letter) : letterDetails(letter, Date.now()));
    }),
  );
}

function addReplay(parent: Command): void {
  const command = addSelection(
    parent
      .command('replay')
      .argument('[ids...]', 'dead letters, or say by options which')
      .description('deliver again, to the lane that each belongs to and no other'),
  )
    .option('--dry-run', 'tell what would be sent and how it differs, and write nothing')
    .option('--edit <file>', 'deliver this JSON instead (- for standard input); for one id')
    .option('--rate <n>', 'records a second at most')
    .option('--all', 'all open ones')
    .option('-y, --yes', 'do not ask');
  addHubOptions(command).action((ids: string[], options: ReplayOptions) =>
    callHub(options, (client, signal) => replay(client.recovery(signal), ids, options, signal)),
  );
}

function addDiscard(parent: Command): void {
  const command = addSelection(
    parent
      .command('discard')
      .argument('[ids...]', 'dead letters, or say by options which')
      .description('give up for good'),
  )
    .option('--all', 'all open ones')
    .option('-y, --yes', 'do not ask');
  addHubOptions(command).action((ids: string[], options: ReplayOptions) =>
    callHub(options, async (client, signal) => {
      const recovery = client.recovery(signal);
      const selection = { filter: readSelection(ids, options), all: options.all === true };
      const asked = { verb: 'Discard', yes: options.yes === true };
      await confirmMany(recovery, selection, asked, signal);
      const discarded = await recovery.discard(selection);
      print(options.json ? JSON.stringify({ discarded }) : `${letters(discarded)} discarded`);
    }),
  );
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit > 0) return limit;
  throw new CliError('usage', `--limit takes a whole number above 0, not "${text}".`);
}
