import type { Command } from 'commander';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addHubOptions } from '../options.ts';
import { showOrdered } from './order.ts';

export function addSync(program: Command): void {
  const command = program
    .command('sync')
    .argument('<stream>', 'the stream')
    .description('read the source of a stream now instead of at the next scheduled time');
  addHubOptions(command).action((stream: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      showOrdered('stream', await client.order('stream', stream, 'sync', signal), options);
    }),
  );
}
