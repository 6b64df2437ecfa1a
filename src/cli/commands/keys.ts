import type { Command } from 'commander';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addHubOptions } from '../options.ts';
import { plainLine } from '../plain-text.ts';

/** `stellwerk keys`: single keys of a lane that wait while all others go on. */
export function addKeys(program: Command): void {
  const keys = program
    .command('keys')
    .description('make the records of single keys wait in a lane, and go on');
  addChange(keys, 'pause', 'make the records of one key wait, also across restarts');
  addChange(keys, 'resume', 'let what waited go on, in its order');
  const list = keys
    .command('list')
    .argument('<lane>', 'the lane as STREAM/TARGET')
    .description('the keys that wait');
  addHubOptions(list).action((lane: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const paused = await client.recovery(signal).pausedKeys(lane);
      const lines = options.json ? [JSON.stringify({ keys: paused })] : paused.map(plainLine);
      for (const line of lines) process.stdout.write(`${line}\n`);
    }),
  );
}

function addChange(parent: Command, action: 'pause' | 'resume', description: string): void {
  const command = parent
    .command(action)
    .argument('<lane>', 'the lane as STREAM/TARGET')
    .argument('<key>', 'the key of the record in its source')
    .description(description);
  addHubOptions(command).action((lane: string, key: string, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const recovery = client.recovery(signal);
      if (action === 'pause') await recovery.pauseKey(lane, key);
      else await recovery.resumeKey(lane, key);
      const state = action === 'pause' ? 'paused' : 'resumed';
      const text = options.json
        ? JSON.stringify({ lane, key, state })
        : plainLine(`key ${key} of lane ${lane} is ${state}`);
      process.stdout.write(`${text}\n`);
    }),
  );
}
