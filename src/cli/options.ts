import type { Command } from 'commander';

/** Adds what every command has that calls a hub. */
export function addHubOptions(command: Command): Command {
  return command
    .option(
      '-a, --address <host:port>',
      'control API of the hub (default: STELLWERK_GRPC_ADDRESS, else the hub of this folder)',
    )
    .option('--json', 'print JSON for scripts');
}
