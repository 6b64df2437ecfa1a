import type { Command } from 'commander';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';
import { withProgress } from '../progress.ts';
import { showOrdered } from './order.ts';

export function addSync(program: Command): void {
  const command = program
    .command('sync')
    .argument('<stream>', 'the stream')
    .description('read the source of a stream now instead of at the next scheduled time');
  addExamples(command, [['stellwerk sync products', '']]);
  addHubOptions(command).action((stream: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const status = await withProgress(`asking stream ${stream} to read`, () =>
        client.order('stream', stream, 'sync', signal),
      );
      showOrdered('stream', status, options);
    }),
  );
}
