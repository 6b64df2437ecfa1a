import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { CliError } from './exit.ts';

/** Where a hub that runs in this folder says where it listens. */
const HUB_FILE = path.join('.stellwerk', 'hub.json');

/**
 * The address of the control API: `--address`, else `STELLWERK_GRPC_ADDRESS`, else the hub of the current folder.
 * @throws CliError unreachable when none of them names one
 */
export async function findHub(
  address: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const named = address ?? env.STELLWERK_GRPC_ADDRESS;
  if (named !== undefined && named !== '') return named;
  const text = await readFile(HUB_FILE, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text !== null) return readAddress(text);
  throw new CliError(
    'unreachable',
    `No hub runs in this folder (there is no ${HUB_FILE}). Start one with "stellwerk start", or name one with --address HOST:PORT.`,
  );
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
