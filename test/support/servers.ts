import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openServers } from '../../src/runtime/embedded/index.ts';

/** The real servers that tests run on. */
export interface TestServers {
  readonly natsUrl: string;
  readonly databaseUrl: string;
}

let own: Promise<TestServers> | undefined;

/**
 * Returns the servers to test with. `npm test` starts them once for all test files and names them in the environment. A single
 * test file that is run by hand starts its own, which end with its process and do not keep it alive.
 */
export async function testServers(): Promise<TestServers> {
  const natsUrl = process.env.STELLWERK_TEST_NATS_URL;
  const databaseUrl = process.env.STELLWERK_TEST_DATABASE_URL;
  if (natsUrl && databaseUrl) return { natsUrl, databaseUrl };
  own ??= startOwn();
  return own;
}

async function startOwn(): Promise<TestServers> {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'stellwerk-test-servers-'));
  const servers = await openServers({ dataDir });
  const clearAway = () => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  // A process that calls process.exit cannot wait: its servers are told to end, and their folder is removed meanwhile.
  process.once('exit', clearAway);
  process.once('beforeExit', () => {
    process.off('exit', clearAway);
    void servers.close().then(() => rm(dataDir, { recursive: true, force: true }));
  });
  return servers;
}
