import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClientAccess } from '../control/index.ts';
import { readAccess } from './contexts/access.ts';
import type { HubContext } from './contexts/context.ts';
import { loadContexts } from './contexts/file.ts';
import { CliError } from './exit.ts';

/** The file in which the hub of this folder publishes its address. */
const HUB_FILE = path.join('.stellwerk', 'hub.json');
/** The hub of this folder accepts this secret on loopback as its owner's, when it asks for credentials. */
const LOCAL_SECRET_FILE = path.join('.stellwerk', 'admin.secret');

/** The options that choose the hub and the credentials. Keys and tokens are never options: every user can see those. */
export interface HubChoice {
  readonly address?: string;
  readonly context?: string;
  readonly tls?: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly certKey?: string;
  readonly apiKeyFile?: string;
}

/** A hub to call. */
export interface HubTarget {
  /** Host and port. */
  readonly address: string;
  readonly access: ClientAccess;
}

/**
 * Finds the hub to call. The first of these that is given decides: `--address`, `--context`, `STELLWERK_GRPC_ADDRESS`,
 * `STELLWERK_CONTEXT`, the hub that runs in the current folder, the context chosen by `stellwerk context use`. The folder comes
 * before that context, so that somebody who tries something out in a folder never controls the hub chosen some time ago. The
 * folder's own secret is only sent to the folder's hub, and only without other credentials.
 * @throws CliError unreachable when none is given, notFound for an unknown context, usage for both options and for credentials
 *   that cannot be read
 */
export async function findHub(choice: HubChoice, env: NodeJS.ProcessEnv): Promise<HubTarget> {
  const { context, ofFolder } = await chosenContext(choice, env);
  const access = await readAccess(withOptions(context, choice), env);
  const proven = access.bearer !== null || access.tls?.identity != null;
  if (!ofFolder || proven) return { address: context.address, access };
  return {
    address: context.address,
    access: { ...access, bearer: await readIfThere(LOCAL_SECRET_FILE) },
  };
}

interface ChosenContext {
  readonly context: HubContext;
  /** Whether it is the hub that runs in the current folder. */
  readonly ofFolder: boolean;
}

async function chosenContext(choice: HubChoice, env: NodeJS.ProcessEnv): Promise<ChosenContext> {
  const named = await namedHub(choice, env);
  if (named !== null) return { context: named, ofFolder: false };
  const text = await readIfThere(HUB_FILE);
  if (text !== null) {
    const { address, tls } = readHubFile(text);
    return { context: { ...byEnvironment(address, env), tls }, ofFolder: true };
  }
  const { current } = await loadContexts(env);
  if (current !== null) return { context: await namedContext(current, env), ofFolder: false };
  throw new CliError(
    'unreachable',
    `No hub runs in this folder (there is no ${HUB_FILE}). Start one with "stellwerk start", or name one with --address HOST:PORT or --context NAME.`,
  );
}

async function namedHub(
  { address, context }: HubChoice,
  env: NodeJS.ProcessEnv,
): Promise<HubContext | null> {
  if (address !== undefined && context !== undefined) {
    throw new CliError('usage', 'Name the hub by --address or by --context, not by both.');
  }
  if (address !== undefined) return byEnvironment(address, env);
  if (context !== undefined) return namedContext(context, env);
  if (env.STELLWERK_GRPC_ADDRESS) return byEnvironment(env.STELLWERK_GRPC_ADDRESS, env);
  if (env.STELLWERK_CONTEXT) return namedContext(env.STELLWERK_CONTEXT, env);
  return null;
}

/** Makes a context of an address: TLS and key come from the same variables that the scripts for grpcurl use. */
function byEnvironment(address: string, env: NodeJS.ProcessEnv): HubContext {
  const { STELLWERK_CA: ca, STELLWERK_CERT: cert, STELLWERK_KEY: key } = env;
  return { address, ...(ca ? { ca } : {}), ...(cert ? { cert } : {}), ...(key ? { key } : {}) };
}

/** Options on the command line override the context and the environment. */
function withOptions(context: HubContext, choice: HubChoice): HubContext {
  const { tls, ca, cert, certKey: key, apiKeyFile: credentialFile } = choice;
  const said = Object.entries({ tls, ca, cert, key, credentialFile });
  return { ...context, ...Object.fromEntries(said.filter(([, value]) => value !== undefined)) };
}

async function namedContext(name: string, env: NodeJS.ProcessEnv): Promise<HubContext> {
  const { hubs } = await loadContexts(env);
  if (Object.hasOwn(hubs, name) && hubs[name]) return hubs[name];
  const known = Object.keys(hubs).join(', ') || 'none';
  throw new CliError('notFound', `There is no context "${name}". Known contexts: ${known}.`);
}

async function readIfThere(file: string): Promise<string | null> {
  return readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
}

function readHubFile(text: string): { readonly address: string; readonly tls: boolean } {
  try {
    const { grpcAddress, tls } = JSON.parse(text) as { grpcAddress?: unknown; tls?: unknown };
    if (typeof grpcAddress === 'string') {
      return { address: nearby(grpcAddress, tls === true), tls: tls === true };
    }
  } catch {
    // Reported below: the file is not one that a hub wrote.
  }
  throw new CliError(
    'unreachable',
    `${HUB_FILE} is damaged. Name the hub with --address HOST:PORT, or restart it.`,
  );
}

/** Returns a loopback address for a hub that listens on all addresses; with TLS the name `localhost`. */
function nearby(address: string, tls: boolean): string {
  const here = address.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:');
  return tls ? here.replace(/^(127\.0\.0\.1|\[::1\]):/, 'localhost:') : here;
}
