import type { Command } from 'commander';
import type { Erasure } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { confirm } from '../dead-letters/confirm.ts';
import { erasureText } from '../erasure-text.ts';
import type { Example } from '../examples.ts';
import { addExamples } from '../examples.ts';
import type { RequestIdOptions } from '../options.ts';
import { addHubOptions, addRequestId, orderOnce } from '../options.ts';
import { plainLine } from '../plain-text.ts';
import { withProgress } from '../progress.ts';

interface EraseOptions extends HubCallOptions, RequestIdOptions {
  readonly stream: string;
  readonly everywhere?: boolean;
  readonly leaveFrames?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

const EXAMPLES: readonly Example[] = [
  ['stellwerk erase 4711 --stream customers --dry-run', 'what the hub holds of customer 4711'],
  ['stellwerk erase 4711 --stream customers --everywhere --yes', 'in all streams that know it'],
  ['stellwerk erase 4711 --stream customers --yes --json', 'proof for a file'],
];

/** `stellwerk erase KEY`: erases everything that the hub holds of one thing. */
export function addErase(program: Command): void {
  const command = program
    .command('erase')
    .argument('<key>', 'its key in the source of the stream')
    .description(
      'permanently erase what the hub holds of one record: log, dead letters, ids; other systems are not touched',
    )
    .requiredOption('--stream <name>', 'a stream that holds it')
    .option('--everywhere', 'also in all other streams that hold it, under any key')
    .option(
      '--leave-frames',
      'if its records share messages with others, leave those and erase everything else',
    )
    .option('--dry-run', 'show what would be erased; write nothing')
    .option('-y, --yes', 'do not ask');
  addExamples(command, EXAMPLES);
  addHubOptions(addRequestId(command)).action((key: string, options: EraseOptions) =>
    callHub(options, async (client, signal) => {
      const { stream, everywhere = false, leaveFrames = false, dryRun = false } = options;
      const erasure = client.erasure(signal);
      const order = { stream, key, everywhere, leaveFrames };
      if (dryRun) {
        const preview = await withProgress('previewing', () => erasure.preview(order));
        return print(preview, options);
      }
      if (!options.yes) await confirm(`Erase ${plainLine(key)} of ${stream} permanently?`, signal);
      const done = await withProgress('erasing', () =>
        orderOnce(options, (requestId) => erasure.erase(order, requestId)),
      );
      print(done, options);
    }),
  );
}

function print(erasure: Erasure, { json, dryRun = false }: EraseOptions): void {
  const text = json ? JSON.stringify(erasure) : erasureText(erasure, dryRun);
  process.stdout.write(`${text}\n`);
}
