import { readFile } from 'node:fs/promises';
import type { ClientAccess } from '../../control/index.ts';
import { CliError } from '../exit.ts';
import { fileTrouble } from '../file-trouble.ts';
import type { HubContext } from './context.ts';

/** Reads the files and variables that a context names. @throws CliError usage if one is missing */
export async function readAccess(
  context: Omit<HubContext, 'address'>,
  env: NodeJS.ProcessEnv,
): Promise<ClientAccess> {
  const { ca, cert, key } = context;
  if ((cert === undefined) !== (key === undefined)) {
    throw new CliError('usage', 'A certificate needs its private key: give both or neither.');
  }
  const speaksTls = context.tls === true || ca !== undefined || cert !== undefined;
  const identity =
    cert === undefined || key === undefined
      ? null
      : { cert: await readMaterial(cert), key: await readMaterial(key) };
  const tls = { ca: ca === undefined ? null : await readMaterial(ca), identity };
  const bearer = await readBearer(context, env);
  // Not printed: it may be a key with extra characters.
  if (bearer !== null && !/^[\x21-\x7e]+$/.test(bearer)) {
    throw new CliError(
      'usage',
      'The API key or token contains a character that is not allowed, such as a space or a line break: give the key alone.',
    );
  }
  return { tls: speaksTls ? tls : null, bearer };
}

async function readBearer(
  { credentialEnv, credentialFile }: Omit<HubContext, 'address'>,
  env: NodeJS.ProcessEnv,
): Promise<string | null> {
  if (credentialFile !== undefined) return (await readMaterial(credentialFile)).toString().trim();
  if (credentialEnv === undefined) {
    return env.STELLWERK_API_KEY?.trim() || env.STELLWERK_TOKEN?.trim() || null;
  }
  const value = env[credentialEnv];
  if (value !== undefined && value !== '') return value;
  throw new CliError('usage', `The context takes its key from ${credentialEnv}, which is not set.`);
}

async function readMaterial(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (error) {
    throw new CliError(
      'usage',
      fileTrouble(error) ?? `Cannot read ${file}: ${(error as Error).message}`,
    );
  }
}
