import type { Command } from 'commander';
import { Option } from 'commander';
import type { OrderedStatus } from '../../control/index.ts';
import type { Action, ActorKind } from '../../domain/index.ts';
import { findActor } from '../find-actor.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addHubOptions } from '../options.ts';

interface OrderOptions extends HubCallOptions {
  readonly kind?: ActorKind;
}

/** `stellwerk pause NAME` and `stellwerk resume NAME`: alike but for the action. */
export function addOrder(program: Command, action: Action, description: string): void {
  const command = program
    .command(action)
    .argument('<name>', 'connector, stream, or lane as STREAM/TARGET')
    .description(description)
    .addOption(
      new Option('-k, --kind <kind>', 'what the name means, where it means several').choices([
        'connector',
        'stream',
        'lane',
      ]),
    );
  addHubOptions(command).action((name: string, options: OrderOptions) =>
    callHub(options, async (client, signal) => {
      const kind = options.kind ?? (await findActor(client, name, signal));
      const status = await client.order(kind, name, action, signal);
      showOrdered(kind, status, options);
    }),
  );
}

/** Tells the state in which the order left the actor. */
export function showOrdered(
  kind: ActorKind,
  status: OrderedStatus,
  { json }: HubCallOptions,
): void {
  const text = json
    ? JSON.stringify({ actor: kind, ...status })
    : `${kind} ${status.name} is ${status.state}`;
  process.stdout.write(`${text}\n`);
}
