import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

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
  await writeFile(`${file}.new`, JSON.stringify(address));
  await rename(`${file}.new`, file);
  return () => rm(file, { force: true });
}
