import type { Command } from 'commander';
import type { Caller } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { plainLine } from '../plain-text.ts';

/** `stellwerk whoami`: shows which key, token or certificate is used, and its permissions. */
export function addWhoAmI(program: Command): void {
  const command = program
    .command('whoami')
    .description('show how the hub identifies you, and what you may do');
  addExamples(command, [
    ['stellwerk whoami', ''],
    ['stellwerk whoami --json', 'for scripts'],
  ]);
  addHubOptions(command).action((options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const caller = await client.access(signal).whoAmI();
      const text = options.json ? JSON.stringify(caller) : plainLine(sentence(caller));
      process.stdout.write(`${text}\n`);
    }),
  );
}

function sentence({ name, role, by, address, streams }: Caller): string {
  const where = streams ? `, limited to ${streams.join(', ') || 'no streams'}` : '';
  return `${name}, ${role} by ${by}, calling from ${address}${where}`;
}
