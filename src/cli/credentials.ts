import { readFile } from 'node:fs/promises';
import type { ClientAccess } from '../control/index.ts';
import { CliError } from './exit.ts';

/** What a command's options say of who calls. Keys and tokens are never options: every user of a machine sees those. */
export interface CredentialOptions {
  readonly tls?: boolean;
  readonly ca?: string;
  readonly cert?: string;
  readonly certKey?: string;
  readonly apiKeyFile?: string;
}

/** Options first, then the environment. @throws CliError usage for a file that cannot be read, or half a pair */
export async function readCredentials(
  options: CredentialOptions,
  env: NodeJS.ProcessEnv,
): Promise<ClientAccess> {
  const ca = options.ca ?? env.STELLWERK_CA;
  const cert = options.cert ?? env.STELLWERK_CERT;
  const key = options.certKey ?? env.STELLWERK_KEY;
  if (!cert !== !key) {
    throw new CliError('usage', 'A certificate goes with its private key: give both or neither.');
  }
  const identity = cert && key ? { cert: await read(cert), key: await read(key) } : null;
  const tls = { ca: ca ? await read(ca) : null, identity };
  const speaksTls = options.tls === true || tls.ca !== null || identity !== null;
  return { tls: speaksTls ? tls : null, bearer: await readBearer(options, env) };
}

async function readBearer(
  { apiKeyFile }: CredentialOptions,
  env: NodeJS.ProcessEnv,
): Promise<string | null> {
  if (apiKeyFile !== undefined) return (await read(apiKeyFile)).toString().trim();
  return env.STELLWERK_API_KEY?.trim() || env.STELLWERK_TOKEN?.trim() || null;
}

async function read(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError('usage', `Cannot read ${file}: ${(error as Error).message}`);
  }
}
