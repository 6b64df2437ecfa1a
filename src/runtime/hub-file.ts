import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { removeOwn } from './own-file.ts';

/** Content of `<state folder>/hub.json`, for the CLI. */
export interface HubAddress {
  readonly grpcAddress: string;
  readonly httpAddress: string;
  readonly pid: number;
  /** Whether it uses TLS. */
  readonly tls: boolean;
}

/** Writes `hub.json` atomically. @returns a function that removes it again */
export async function announceHub(
  stateDir: string,
  address: HubAddress,
): Promise<() => Promise<void>> {
  const file = path.join(stateDir, 'hub.json');
  await mkdir(stateDir, { recursive: true });
  const content = JSON.stringify(address);
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
  return () => removeOwn(file, content);
}
