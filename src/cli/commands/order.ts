import type { Command } from 'commander';
import { Option } from 'commander';
import type { OrderedStatus } from '../../control/index.ts';
import type { StandingAction, StandingKind } from '../../domain/index.ts';
import { CliError } from '../exit.ts';
import { findActor } from '../find-actor.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { withProgress } from '../progress.ts';
import { whyAtRest } from '../why-at-rest.ts';

interface OrderOptions extends HubCallOptions {
  readonly kind?: StandingKind;
}

const kinds = ['connector', 'stream', 'lane'] as const satisfies readonly StandingKind[];

/** `stellwerk pause [KIND] NAME` and `stellwerk resume [KIND] NAME`, which differ only in the action. */
export function addOrder(program: Command, action: StandingAction, description: string): void {
  const command = program
    .command(action)
    .usage(`[options] [${kinds.join('|')}] <name>`)
    .argument(
      '<name...>',
      'the name of a connector or stream, or a lane as STREAM/TARGET; its kind may precede it',
    )
    .description(description)
    .addOption(
      new Option('-k, --kind <kind>', 'kind of the name, if several have that name').choices(kinds),
    );
  addExamples(command, [
    [`stellwerk ${action} products`, 'a stream'],
    [`stellwerk ${action} products/shop`, 'one lane; the others of the stream continue'],
    [`stellwerk ${action} connector shop`, 'all lanes and streams of a connector'],
  ]);
  addHubOptions(command).action((words: string[], options: OrderOptions) => {
    const { name, kind } = readWords(words, options.kind);
    return callHub(options, async (client, signal) => {
      const meant = kind ?? (await findActor(client, name, signal));
      const status = await withProgress(
        `${action} of ${meant} ${name}: waiting until work in flight has settled`,
        () => client.order(meant, name, action, signal),
      );
      showOrdered(meant, status, options);
      if (action !== 'resume' || options.json) return;
      const { connectors } = await client.status(signal);
      const rest = whyAtRest(status, connectors);
      if (rest !== null) process.stdout.write(`${rest}\n`);
    });
  });
}

/** A single word is a name, even if it is also a kind; of two words the first is the kind. */
function readWords(words: readonly string[], option: StandingKind | undefined): Addressee {
  const [first = '', second, ...more] = words;
  if (second === undefined) return { name: first, kind: option };
  const kind = kinds.find((one) => one === first);
  if (more.length === 0 && kind !== undefined && (option ?? kind) === kind) {
    return { name: second, kind };
  }
  throw new CliError(
    'usage',
    `Write one name, or a kind (${kinds.join(', ')}) and a name, not "${words.join(' ')}".`,
  );
}

interface Addressee {
  readonly name: string;
  readonly kind: StandingKind | undefined;
}

/** Prints the state of the actor after the order. */
export function showOrdered(
  kind: StandingKind,
  status: OrderedStatus,
  { json }: HubCallOptions,
): void {
  const text = json
    ? JSON.stringify({ actor: kind, ...status })
    : `${kind} ${status.name} is ${status.state}`;
  process.stdout.write(`${text}\n`);
}
