import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClientAccess } from '../control/index.ts';
import { readAccess } from './contexts/access.ts';
import type { HubContext } from './contexts/context.ts';
import { loadContexts } from './contexts/file.ts';
import { CliError } from './exit.ts';

/** Where a hub that runs in this folder says where it listens. */
const HUB_FILE = path.join('.stellwerk', 'hub.json');

/** What a command's options say of the hub to call. */
export interface HubChoice {
  readonly address?: string;
  readonly context?: string;
}

/** A hub to call. */
export interface HubTarget {
  /** Host and port. */
  readonly address: string;
  readonly access: ClientAccess;
}

/**
 * The hub that a command calls; the first of these that says one: `--address`, `--context`, `STELLWERK_GRPC_ADDRESS`,
 * `STELLWERK_CONTEXT`, the hub that runs in the current folder, the context chosen by `stellwerk context use`. The folder comes
 * before that choice, so that who tries something out in a folder never steers the hub that he chose some day.
 * @throws CliError unreachable when none of them names one, notFound for a context that is not there, usage for both options
 */
export async function findHub(choice: HubChoice, env: NodeJS.ProcessEnv): Promise<HubTarget> {
  const context = await chosenContext(choice, env);
  return { address: context.address, access: await readAccess(context, env) };
}

async function chosenContext(
  { address, context }: HubChoice,
  env: NodeJS.ProcessEnv,
): Promise<HubContext> {
  if (address !== undefined && context !== undefined) {
    throw new CliError('usage', 'Name the hub by --address or by --context, not by both.');
  }
  if (address !== undefined) return byEnvironment(address, env);
  if (context !== undefined) return namedContext(context, env);
  if (env.STELLWERK_GRPC_ADDRESS) return byEnvironment(env.STELLWERK_GRPC_ADDRESS, env);
  if (env.STELLWERK_CONTEXT) return namedContext(env.STELLWERK_CONTEXT, env);
  const text = await readFile(HUB_FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return byEnvironment(readAddress(text), env);
  const { current } = await loadContexts(env);
  if (current !== null) return namedContext(current, env);
  throw new CliError(
    'unreachable',
    `No hub runs in this folder (there is no ${HUB_FILE}). Start one with "stellwerk start", or name one with --address HOST:PORT or --context NAME.`,
  );
}

/** An address without a context: TLS and key as the environment says, by the same variables as the scripts for grpcurl. */
function byEnvironment(address: string, env: NodeJS.ProcessEnv): HubContext {
  const { STELLWERK_CA: ca, STELLWERK_CERT: cert, STELLWERK_KEY: key } = env;
  return { address, ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) };
}

async function namedContext(name: string, env: NodeJS.ProcessEnv): Promise<HubContext> {
  const { hubs } = await loadContexts(env);
  if (Object.hasOwn(hubs, name) && hubs[name]) return hubs[name];
  const known = Object.keys(hubs).join(', ') || 'none';
  throw new CliError('notFound', `There is no context "${name}". There are: ${known}.`);
}

function readAddress(text: string): string {
  try {
    const { grpcAddress } = JSON.parse(text) as { grpcAddress?: unknown };
    if (typeof grpcAddress === 'string') return grpcAddress;
  } catch {
    // Told below: what matters is that it is not a hub's.
  }
  throw new CliError(
    'unreachable',
    `${HUB_FILE} is damaged. Name the hub with --address HOST:PORT, or restart it.`,
  );
}
