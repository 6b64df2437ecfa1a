import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ClientAccess } from '../control/index.ts';
import type { CredentialOptions } from './credentials.ts';
import { readCredentials } from './credentials.ts';
import { CliError } from './exit.ts';

/** Where a hub that runs in this folder says where it listens. */
const HUB_FILE = path.join('.stellwerk', 'hub.json');
/** What the hub of this folder takes on loopback for the word of its owner, when it asks for credentials. */
const LOCAL_SECRET_FILE = path.join('.stellwerk', 'admin.secret');

/** What a command's options say of the hub to call. */
export interface HubChoice extends CredentialOptions {
  readonly address?: string;
}

/** A hub to call. */
export interface HubTarget {
  /** Host and port. */
  readonly address: string;
  readonly access: ClientAccess;
}

/**
 * The hub to call: `--address`, else `STELLWERK_GRPC_ADDRESS`, else the hub of the current folder. Only there, and without other
 * credentials, the folder's own secret is shown.
 * @throws CliError unreachable when none of them names one, usage for credentials that cannot be read
 */
export async function findHub(choice: HubChoice, env: NodeJS.ProcessEnv): Promise<HubTarget> {
  const named = choice.address ?? env.STELLWERK_GRPC_ADDRESS;
  if (named !== undefined && named !== '') {
    return { address: named, access: await readCredentials(choice, env) };
  }
  const text = await readIfThere(HUB_FILE);
  if (text !== null) {
    const { address, tls } = readHubFile(text);
    const access = await readCredentials({ ...choice, tls: choice.tls === true || tls }, env);
    const proven = access.bearer !== null || access.tls?.identity != null;
    const bearer = proven ? access.bearer : await readIfThere(LOCAL_SECRET_FILE);
    return { address, access: { ...access, bearer } };
  }
  throw new CliError(
    'unreachable',
    `No hub runs in this folder (there is no ${HUB_FILE}). Start one with "stellwerk start", or name one with --address HOST:PORT.`,
  );
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
    // Told below: what matters is that it is not a hub's.
  }
  throw new CliError(
    'unreachable',
    `${HUB_FILE} is damaged. Name the hub with --address HOST:PORT, or restart it.`,
  );
}

/** A hub that listens on all addresses is called by the one that leads to this machine; over TLS by its name. */
function nearby(address: string, tls: boolean): string {
  const here = address.replace(/^0\.0\.0\.0:/, '127.0.0.1:').replace(/^\[::\]:/, '[::1]:');
  return tls ? here.replace(/^(127\.0\.0\.1|\[::1\]):/, 'localhost:') : here;
}
