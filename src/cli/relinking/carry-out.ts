import type { Command } from 'commander';
import type { LinkedId, RelinkOrder } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { confirm } from '../dead-letters/confirm.ts';
import type { RequestIdOptions } from '../options.ts';
import { addHubOptions, addRequestId, orderOnce } from '../options.ts';
import { plainLine } from '../plain-text.ts';
import { withProgress } from '../progress.ts';
import { collectId } from './ids.ts';
import { relinkedText } from './text.ts';

export interface RelinkOptions extends HubCallOptions, RequestIdOptions {
  readonly keep?: readonly LinkedId[];
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/** Adds the options that `merge` and `split` share. */
export function addRelinkOptions(command: Command): Command {
  return addHubOptions(
    addRequestId(
      command
        .option(
          '--keep <id>',
          'where a system has two ids, the one that stays; repeat it for further systems',
          collectId,
        )
        .option('--dry-run', 'show what would change; write nothing')
        .option('-y, --yes', 'do not ask'),
    ),
  );
}

/** Shows what would change, asks, and applies it. */
export async function carryOut(
  order: RelinkOrder,
  question: string,
  options: RelinkOptions,
): Promise<void> {
  const { json, dryRun = false, yes = false } = options;
  await callHub(options, async (client, signal) => {
    const relinking = client.relinking(signal);
    const preview = async () => {
      const relinked = await withProgress('previewing', () => relinking.preview(order));
      process.stdout.write(`${json ? JSON.stringify(relinked) : relinkedText(relinked, true)}\n`);
    };
    if (dryRun) return preview();
    if (!yes) {
      if (!json) await preview();
      await confirm(plainLine(question), signal);
    }
    const done = await withProgress('waiting for the lanes to stop', () =>
      orderOnce(options, (requestId) => relinking.change(order, requestId)),
    );
    process.stdout.write(`${json ? JSON.stringify(done) : relinkedText(done, false)}\n`);
  });
}
