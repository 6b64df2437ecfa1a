import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { Failure } from '../domain/index.ts';
import { CliError } from './exit.ts';

/** Adds what every command has that calls a hub. */
export function addHubOptions(command: Command): Command {
  return addJson(
    command
      .option(
        '-a, --address <host:port>',
        'control API of the hub (default: STELLWERK_GRPC_ADDRESS, else the hub of this folder)',
      )
      .option(
        '--context <name>',
        'the hub of this name, see "stellwerk context" (default: STELLWERK_CONTEXT)',
      )
      .option('--tls', 'speak TLS, and trust the authorities that Node trusts')
      .option('--ca <file>', 'speak TLS, and trust this authority (default: STELLWERK_CA)')
      .option('--cert <file>', 'client certificate (default: STELLWERK_CERT)')
      .option('--cert-key <file>', 'its private key (default: STELLWERK_KEY)')
      .option(
        '--api-key-file <file>',
        'file with an API key or token (default: STELLWERK_API_KEY, STELLWERK_TOKEN)',
      ),
  );
}

/** For orders that a repeat would carry out twice. */
export function addRequestId(command: Command): Command {
  return command.option(
    '--request-id <id>',
    'name the order: repeated under this name within a week, as after a time-out, it is done once',
  );
}

export interface RequestIdOptions {
  readonly requestId?: string;
}

/**
 * Gives an order under a name, one of its own where the caller gave none.
 * @throws CliError timedOut with the name: nobody knows whether the order was carried out, and a repeat under it does no harm
 */
export async function orderOnce<T>(
  { requestId = randomUUID() }: RequestIdOptions,
  order: (requestId: string) => Promise<T>,
): Promise<T> {
  try {
    return await order(requestId);
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'TIMED_OUT') throw error;
    throw new CliError(
      'timedOut',
      `${error.message} What was ordered may have been carried out; to be sure that it is done once, give the same command again with --request-id ${requestId}.`,
    );
  }
}

export function addJson(command: Command): Command {
  return command.option('--json', 'print JSON for scripts');
}

export function addWatch(command: Command): Command {
  return command.option('-w, --watch', 'go on showing changes until Ctrl-C');
}
