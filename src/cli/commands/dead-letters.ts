import type { Command } from 'commander';
import { Option } from 'commander';
import type { FoundLetters } from '../../control/index.ts';
import type { DeadLetterState } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { causesText } from '../dead-letters/causes.ts';
import { requireNamed } from '../dead-letters/named-letters.ts';
import type { ReplayOptions } from '../dead-letters/replay.ts';
import { confirmMany, letters, replay } from '../dead-letters/replay.ts';
import { requireActor } from '../find-actor.ts';
import { readCount } from '../numbers.ts';
import { print } from '../print.ts';
import type { SelectionOptions } from '../dead-letters/selection.ts';
import { addSelection, readSelection } from '../dead-letters/selection.ts';
import { letterDetails, letterTable } from '../dead-letters/tables.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions, addRequestId, addWatch, orderOnce } from '../options.ts';
import { withProgress } from '../progress.ts';
import { openScreen } from '../screen.ts';
import { showAgain } from '../watching.ts';
import { count } from '../words.ts';

const STATES = ['open', 'replaying', 'closed'] as const satisfies readonly DeadLetterState[];

export function addDeadLetters(program: Command): void {
  const command = program
    .command('dead-letters')
    .description('records that could not be delivered: list, show, replay, discard');
  addExamples(command, [
    ['stellwerk dead-letters list --lane products/shop --since 2h', ''],
    ['stellwerk dead-letters groups', 'what is wrong, by cause'],
    ['stellwerk dead-letters show 17', ''],
    ['stellwerk dead-letters replay 17 --dry-run', ''],
    ['stellwerk dead-letters discard --key A-100', ''],
  ]);
  addList(command);
  addGroups(command);
  addShow(command);
  addReplay(command);
  addDiscard(command);
}

interface ListOptions extends SelectionOptions, HubCallOptions {
  readonly state: DeadLetterState | 'any';
  readonly limit: string;
  readonly watch?: boolean;
}

function addList(parent: Command): void {
  const command = addSelection(parent.command('list').description('dead letters, oldest first'))
    .addOption(
      new Option('--state <state>', 'in this state').choices([...STATES, 'any']).default('open'),
    )
    .option('--limit <n>', 'maximum number of dead letters', '50');
  addExamples(command, [
    ['stellwerk dead-letters list --lane products/shop --since 2h', ''],
    ['stellwerk dead-letters list --code TARGET_REFUSED --class data', ''],
    ['stellwerk dead-letters list --watch', 'live, until Ctrl-C'],
  ]);
  addHubOptions(addWatch(command)).action((options: ListOptions) =>
    callHub(options, async (client, signal) => {
      const states = STATES.filter((state) => ['any', state].includes(options.state));
      const limit = readCount(options.limit, '--limit');
      // Evaluated at each poll, so that --since 2h stays two hours.
      const ask = () => client.recovery(signal).list(readSelection([], options), states, limit);
      const show = options.json ? print : options.watch ? openScreen(process.stdout) : print;
      const tell = (found: FoundLetters) =>
        show(options.json ? JSON.stringify(found) : listText(found));
      if (options.watch) return showAgain(ask, tell, signal);
      const found = await ask();
      if (found.total === 0) {
        await requireActor(client, 'stream', options.stream, signal);
        await requireActor(client, 'lane', options.lane, signal);
      }
      tell(found);
    }),
  );
}

interface GroupOptions extends HubCallOptions {
  readonly stream?: string;
  readonly closed?: boolean;
}

function addGroups(parent: Command): void {
  const command = parent
    .command('groups')
    .description('failures by cause: how many, since when, an example, what to do')
    .option('--stream <name>', 'of this stream')
    .option('--closed', 'include closed ones');
  addExamples(command, [
    ['stellwerk dead-letters groups', ''],
    ['stellwerk dead-letters groups --stream orders --closed', 'include closed ones'],
    ["stellwerk dead-letters groups --json | jq '.[0].example'", ''],
  ]);
  addHubOptions(command).action((options: GroupOptions) =>
    callHub(options, async (client, signal) => {
      const { stream = null, closed = false } = options;
      const groups = await client.recovery(signal).groups(stream, closed);
      if (groups.length === 0) await requireActor(client, 'stream', options.stream, signal);
      const text = groups.length === 0 ? 'nothing has failed' : causesText(groups, Date.now());
      print(options.json ? JSON.stringify(groups) : text);
    }),
  );
}

function listText({ letters: found, total }: FoundLetters): string {
  if (total === 0) return 'no dead letters';
  const hidden = total - found.length;
  const rest = hidden > 0 ? [`and ${count(hidden)} more: --limit ${total} shows all`] : [];
  return [letterTable(found, Date.now()), ...rest].join('\n');
}

function addShow(parent: Command): void {
  const command = parent
    .command('show')
    .argument('<id>', 'the dead letter')
    .description('everything about one: reason, what to do, attempts, content');
  addExamples(command, [
    ['stellwerk dead-letters show 17', ''],
    [
      'stellwerk dead-letters show 17 --json | jq .document > fixed.json',
      'to edit and replay with --edit',
    ],
  ]);
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
      .description('deliver again, each only to its own lane'),
  )
    .option('--dry-run', 'show what would be sent and how it differs; write nothing')
    .option('--edit <file>', 'deliver this JSON instead (- for standard input); only for one id')
    .option('--rate <n>', 'maximum number of records per second')
    .option('--all', 'all open ones')
    .option('-y, --yes', 'do not ask');
  addExamples(command, [
    ['stellwerk dead-letters replay 17 --dry-run', 'what would be sent, field by field'],
    ['stellwerk dead-letters replay 17 --edit fixed.json', ''],
    [
      'stellwerk dead-letters replay --code MAPPING_FAILED --rate 50 --yes',
      'all of a code, slowly',
    ],
  ]);
  addHubOptions(addRequestId(command)).action((ids: string[], options: ReplayOptions) =>
    callHub(options, (client, signal) => replay(client.recovery(signal), ids, options, signal)),
  );
}

function addDiscard(parent: Command): void {
  const command = addSelection(
    parent
      .command('discard')
      .argument('[ids...]', 'dead letters, or say by options which')
      .description('discard permanently'),
  )
    .option('--all', 'all open ones')
    .option('-y, --yes', 'do not ask');
  addExamples(command, [
    ['stellwerk dead-letters discard 17', ''],
    ['stellwerk dead-letters discard --key A-100 --yes', ''],
  ]);
  addHubOptions(addRequestId(command)).action((ids: string[], options: ReplayOptions) =>
    callHub(options, async (client, signal) => {
      const recovery = client.recovery(signal);
      const all = options.all === true;
      if (options.requestId === undefined) await requireNamed(recovery, ids, 'discard');
      const selection = { filter: readSelection(ids, options), all };
      const asked = { verb: 'Discard', yes: options.yes === true };
      const meant = await confirmMany(recovery, selection, asked, signal);
      const discarded = await withProgress('discarding', () =>
        orderOnce(options, (requestId) => recovery.discard({ ...meant, requestId })),
      );
      print(options.json ? JSON.stringify({ discarded }) : `${letters(discarded)} discarded`);
    }),
  );
}
