import type { Command } from 'commander';

/** Adds what every command has that calls a hub. */
export function addHubOptions(command: Command): Command {
  return command
    .option(
      '-a, --address <host:port>',
      'control API of the hub (default: STELLWERK_GRPC_ADDRESS, else the hub of this folder)',
    )
    .option('--tls', 'speak TLS, and trust the authorities that Node trusts')
    .option('--ca <file>', 'speak TLS, and trust this authority (default: STELLWERK_CA)')
    .option('--cert <file>', 'client certificate (default: STELLWERK_CERT)')
    .option('--cert-key <file>', 'its private key (default: STELLWERK_KEY)')
    .option(
      '--api-key-file <file>',
      'file with an API key or token (default: STELLWERK_API_KEY, STELLWERK_TOKEN)',
    )
    .option('--json', 'print JSON for scripts');
}
