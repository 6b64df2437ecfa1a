import type { Command } from 'commander';
import type { Caller } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { plainLine } from '../plain-text.ts';

/** `stellwerk whoami`: which key, token or certificate is at work, and what it may do. */
export function addWhoAmI(program: Command): void {
  const command = program.command('whoami').description('show whom the hub takes you for');
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
  const where = streams ? `, only for ${streams.join(', ') || 'no stream'}` : '';
  return `${name}, ${role} by ${by}, calling from ${address}${where}`;
}
