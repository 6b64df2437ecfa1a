import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { HubUnreachable } from '../control/index.ts';
import type { FailureCode } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { CliError } from './exit.ts';

/** Adds the options of every command that calls a hub. */
export function addHubOptions(command: Command): Command {
  return addJson(
    command
      .option(
        '-a, --address <host:port>',
        'control API of the hub (default: STELLWERK_GRPC_ADDRESS, otherwise the hub of this folder)',
      )
      .option(
        '--context <name>',
        'call the hub of this name, see "stellwerk context" (default: STELLWERK_CONTEXT)',
      )
      .option('--tls', 'use TLS, and trust the authorities that Node trusts')
      .option('--ca <file>', 'use TLS, and trust this authority (default: STELLWERK_CA)')
      .option('--cert <file>', 'client certificate (default: STELLWERK_CERT)')
      .option('--cert-key <file>', 'its private key (default: STELLWERK_KEY)')
      .option(
        '--api-key-file <file>',
        'file with an API key or token (default: STELLWERK_API_KEY, STELLWERK_TOKEN)',
      ),
  );
}

/** For orders that would be executed twice if they were repeated. */
export function addRequestId(command: Command): Command {
  return command.option(
    '--request-id <id>',
    'id of this order: repeated with the same id within a week, for example after a time-out, it is executed only once',
  );
}

export interface RequestIdOptions {
  readonly requestId?: string;
}

/**
 * Sends an order under a request id, a random one if the caller gave none, and waits for its answer as long as the hub
 * says that it is at work on it.
 * @throws CliError timedOut with that id: the order may have been executed, and repeating it under the same id does no harm
 */
export async function orderOnce<T>(
  { requestId = randomUUID() }: RequestIdOptions,
  order: (requestId: string) => Promise<T>,
): Promise<T> {
  for (let unanswered = 0; ;) {
    try {
      return await order(requestId);
    } catch (error) {
      const code = error instanceof Failure ? error.code : null;
      if (code === 'ORDER_IN_PROGRESS') unanswered = 0;
      else if (code === 'TIMED_OUT' && unanswered === 0) unanswered++;
      else throw mayBeExecuted(error) ? uncertain(error, requestId) : error;
    }
  }
}

/** Failures after which only the hub knows whether the order was executed. */
const UNCERTAIN: readonly FailureCode[] = ['TIMED_OUT', 'CANCELLED', 'STORE_UNAVAILABLE'];

function mayBeExecuted(error: unknown): error is Failure | HubUnreachable {
  if (error instanceof HubUnreachable) return error.mayHaveArrived;
  return error instanceof Failure && UNCERTAIN.includes(error.code);
}

function uncertain(error: Failure | HubUnreachable, requestId: string): CliError {
  const isInterrupted = error instanceof Failure && error.code === 'CANCELLED';
  const why = isInterrupted ? 'This was interrupted before the hub answered.' : error.message;
  return new CliError(
    'timedOut',
    `${why} The order may have been executed. To make sure that it is executed exactly once, run the same command again with --request-id ${requestId}.`,
  );
}

export function addJson(command: Command): Command {
  return command.option('--json', 'print JSON for scripts');
}

export function addWatch(command: Command): Command {
  return command.option('-w, --watch', 'keep showing changes until Ctrl-C');
}
