import { inspect } from 'node:util';
import { CommanderError } from 'commander';
import { CallDenied, HubUnreachable } from '../control/index.ts';
import { Failure, failureCatalogue } from '../domain/index.ts';
import { fileTrouble } from './file-trouble.ts';
import { plainText } from './plain-text.ts';

/** The exit codes of `stellwerk`. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  /** Wrong options or arguments. */
  usage: 2,
  /** No hub answers at the address, or it is still starting. */
  unreachable: 3,
  /** The hub knows nothing of that name. */
  notFound: 4,
  /** The caller is not authenticated, or not permitted. */
  denied: 5,
  /** No answer in time; the order may have been executed. */
  timedOut: 6,
  /** Differences were found by `plan --exit-code` or `verify --exit-code`. */
  differences: 7,
} as const;

/** Exit codes of refusals by the gRPC status of their code in the catalogue; `failed` for all others. */
const byStatus: Readonly<Record<string, keyof typeof exitCodes>> = {
  UNAUTHENTICATED: 'denied',
  PERMISSION_DENIED: 'denied',
  DEADLINE_EXCEEDED: 'timedOut',
};

/** Ends the command with this message on standard error and this exit code. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: number;

  constructor(exitCode: keyof typeof exitCodes, message: string) {
    super(message);
    this.exitCode = exitCodes[exitCode];
  }
}

/** Prints what went wrong, without a stack unless STELLWERK_DEBUG is set. @returns the exit code */
export function reportError(error: unknown, env: NodeJS.ProcessEnv): number {
  // Commander has already printed it; --help and --version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  console.error(env.STELLWERK_DEBUG ? inspect(error) : plainText(sentenceOf(error)));
  if (error instanceof CliError) return error.exitCode;
  if (error instanceof HubUnreachable) return exitCodes.unreachable;
  if (error instanceof CallDenied) return exitCodes.denied;
  if (error instanceof Failure) return codeOf(error);
  return exitCodes.failed;
}

function codeOf({ code }: Failure): number {
  if (code === 'NOT_FOUND') return exitCodes.notFound;
  if (code === 'INVALID_REQUEST') return exitCodes.usage;
  if (code === 'STARTING') return exitCodes.unreachable;
  return exitCodes[byStatus[failureCatalogue[code].grpc] ?? 'failed'];
}

const NOBODY_THERE =
  'Start one with "stellwerk start", or name another with --address. If it uses TLS, name its authority with --ca.';

function sentenceOf(error: unknown): string {
  if (error instanceof HubUnreachable) {
    return `${error.message} ${error.remedy ?? NOBODY_THERE}`;
  }
  const trouble = fileTrouble(error);
  if (trouble !== null) return trouble;
  return error instanceof Error ? error.message : String(error);
}
