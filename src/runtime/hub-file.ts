import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** What `<state folder>/hub.json` tells the CLI. */
export interface HubAddress {
  readonly grpcAddress: string;
  readonly httpAddress: string;
  readonly pid: number;
  /** Whether it speaks TLS. */
  readonly tls: boolean;
}

/** Writes `hub.json` in one step. @returns what removes it again */
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
