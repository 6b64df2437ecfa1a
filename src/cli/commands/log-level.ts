import { Argument } from 'commander';
import type { Command } from 'commander';
import type { LogLevel } from '../../domain/index.ts';
import { logLevels } from '../../domain/index.ts';
import type { HubCallOptions } from '../call-hub.ts';
import { callHub } from '../call-hub.ts';
import { addExamples } from '../examples.ts';
import { addHubOptions } from '../options.ts';

/** `stellwerk log-level`: shows or changes the log level without a restart. */
export function addLogLevel(program: Command): void {
  const command = program
    .command('log-level')
    .addArgument(
      new Argument(
        '[level]',
        'the lowest level that is logged; without it the current level is shown',
      ).choices(logLevels),
    )
    .description('show or set how much the hub logs; the setting lasts until the hub restarts');
  addExamples(command, [
    ['stellwerk log-level', ''],
    ['stellwerk log-level debug', 'each batch and each failed attempt'],
    ['stellwerk log-level info', 'back to the default'],
  ]);
  addHubOptions(command).action((level: LogLevel | undefined, options: HubCallOptions) =>
    callHub(options, async (client, signal) => {
      const now =
        level === undefined
          ? (await client.info(signal)).logLevel
          : await client.setLogLevel(level, signal);
      process.stdout.write(
        `${options.json ? JSON.stringify({ level: now }) : (now ?? 'unknown')}\n`,
      );
    }),
  );
}
