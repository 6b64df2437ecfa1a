import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { startHub } from '../../src/runtime/hub.ts';
import { until } from '../support/until.ts';
import { configuration } from './catalogue.ts';

/**
 * The hub's process: `hub.ts OPTIONS`. It is sent the total number of records to settle, syncs, and answers when they are settled.
 */
export interface HubOptions {
  readonly natsUrl: string;
  readonly databaseUrl: string;
  readonly dir: string;
}

export interface HubNews {
  /** Milliseconds since the sync command. */
  readonly tookMs: number;
}

const LIMIT_MS = 15 * 60_000;
const { dir, natsUrl, databaseUrl } = JSON.parse(process.argv[2] ?? '{}') as HubOptions;
const configFile = path.join(dir, 'stellwerk.yaml');
await writeFile(configFile, configuration);
const startedAt = performance.now();
const hub = await startHub({
  ...{ configFile, natsUrl, databaseUrl, stateDir: dir, log: 'silent' },
  env: { DATABASE_URL: databaseUrl },
});
let first = true;
process.on('message', (wanted: number) => void sync(wanted));
process.on('disconnect', () => void hub.stop().finally(() => process.exit(0)));
process.send?.({ tookMs: performance.now() - startedAt } satisfies HubNews);

async function sync(wanted: number): Promise<void> {
  const signal = AbortSignal.timeout(LIMIT_MS);
  const orderedAt = performance.now();
  // A start reads the source without a command.
  if (!first) {
    const id = `sync/${wanted}`;
    await hub.send(
      { id, kind: 'stream', name: 'products', action: 'sync', requestedBy: 'bench' },
      signal,
    );
  }
  first = false;
  await until(hub, signal, () => (hub.lanes()[0]?.counts.applied ?? 0) >= wanted);
  process.send?.({ tookMs: performance.now() - orderedAt } satisfies HubNews);
}
