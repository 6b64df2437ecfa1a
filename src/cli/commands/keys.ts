import type { Command } from 'commander';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions, addWatch } from '../options.ts';
import { plainLine } from '../plain-text.ts';
import { withProgress } from '../progress.ts';
import { openScreen } from '../screen.ts';
import { showAgain } from '../watching.ts';

/** `stellwerk keys`: pauses single keys of a lane while all others continue. */
export function addKeys(program: Command): void {
  const keys = program.command('keys').description('pause and resume single keys of a lane');
  addExamples(keys, [
    ['stellwerk keys pause orders/erp 1001', 'one order waits, all others continue'],
    ['stellwerk keys list orders/erp', ''],
    ['stellwerk keys resume orders/erp 1001', ''],
  ]);
  addChange(keys, 'pause', 'hold back the records of one key, also across restarts');
  addChange(keys, 'resume', 'deliver what waited, in its order');
  const list = keys
    .command('list')
    .argument('<lane>', 'the lane as STREAM/TARGET')
    .description('show the paused keys');
  addExamples(list, [['stellwerk keys list orders/erp --watch', '']]);
  addHubOptions(addWatch(list)).action((lane: string, options: ListOptions) =>
    callHub(options, async (client, signal) => {
      const ask = () => client.recovery(signal).pausedKeys(lane);
      if (!options.watch) return showKeys(await ask(), options);
      const show = openScreen(process.stdout);
      await showAgain(
        ask,
        (keys) => (options.json ? showKeys(keys, options) : show(keysText(keys))),
        signal,
      );
    }),
  );
}

interface ListOptions extends HubCallOptions {
  readonly watch?: boolean;
}

function showKeys(keys: readonly string[], { json }: HubCallOptions): void {
  process.stdout.write(`${json ? JSON.stringify({ keys }) : keysText(keys)}\n`);
}

function keysText(keys: readonly string[]): string {
  return keys.map(plainLine).join('\n') || 'no paused keys';
}

function addChange(parent: Command, action: 'pause' | 'resume', description: string): void {
  const command = parent
    .command(action)
    .argument('<lane>', 'the lane as STREAM/TARGET')
    .argument('<key>', 'the key of the record in its source')
    .description(description);
  addExamples(command, [[`stellwerk keys ${action} orders/erp 1001`, '']]);
  addHubOptions(command).action((lane: string, key: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const recovery = client.recovery(signal);
      await withProgress(`${action} of key ${plainLine(key)}`, () =>
        action === 'pause' ? recovery.pauseKey(lane, key) : recovery.resumeKey(lane, key),
      );
      const state = action === 'pause' ? 'paused' : 'resumed';
      const text = options.json
        ? JSON.stringify({ lane, key, state })
        : plainLine(`key ${key} of lane ${lane} is ${state}`);
      process.stdout.write(`${text}\n`);
    }),
  );
}
