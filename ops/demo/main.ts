import path from 'node:path';
import { Failure } from '../../src/domain/index.ts';
import { openServers } from '../../src/runtime/embedded/index.ts';
import { startHub } from '../../src/runtime/hub.ts';
import { openCompany } from './company.ts';
import { skuOf } from './pim/products.ts';
import { settledBy, showProgress } from './progress.ts';
import { keepSelling } from './seller.ts';
import { summarize } from './summary.ts';

/**
 * `npm start [-- --once]`: a sample company with a PIM, an ERP and a shop, and the hub between them. Goes on until Ctrl-C, with
 * `--once` until everything is settled.
 */
const STATE_DIR = '.stellwerk';
const STATUS_EVERY_MS = 5_000;
const once = process.argv.includes('--once');

const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    console.log('\nDraining … (again to end at once)');
    stop.abort();
  });
}

try {
  await main();
} catch (error) {
  const stopped = stop.signal.aborted && Failure.from(error).code === 'CANCELLED';
  if (!stopped) {
    console.error(Failure.from(error).message);
    process.exitCode = 1;
  }
}

async function main(): Promise<void> {
  await using opened = new AsyncDisposableStack();
  const onProgress = (line: string) => console.log(`${line} …`);
  onProgress('starting NATS and PostgreSQL');
  const servers = await openServers({ dataDir: STATE_DIR, onProgress, signal: stop.signal });
  opened.defer(() => servers.close());
  onProgress('opening the sample company: PIM, ERP and shop');
  const company = await openCompany(servers.databaseUrl, path.join(STATE_DIR, 'demo'));
  opened.defer(() => company.close());
  onProgress('starting the hub');
  const startedAt = performance.now();
  const hub = await startHub({
    configFile: path.join(import.meta.dirname, 'landscape.yaml'),
    natsUrl: servers.natsUrl,
    databaseUrl: servers.databaseUrl,
    stateDir: STATE_DIR,
    log: 'silent',
    env: { ...process.env, ...company.env },
    onProgress,
    signal: stop.signal,
  });
  opened.defer(() => hub.stop());

  const endProgress = showProgress(hub, process.stdout);
  try {
    await hub.settled(stop.signal);
    await company.openShopDoors();
    await syncOrders();
    await hub.settled(stop.signal);
  } finally {
    endProgress();
  }
  const seconds = (performance.now() - startedAt) / 1000;
  console.log(`\n${await summarize(hub, { seconds, sampleSku: skuOf(4) })}\n`);
  if (!once) await stayLive();

  async function syncOrders(): Promise<void> {
    const id = `demo-${Date.now()}`;
    await hub.send(
      { id, kind: 'stream', name: 'orders', action: 'sync', requestedBy: 'demo' },
      stop.signal,
    );
  }

  async function stayLive(): Promise<void> {
    console.log('The sample shop keeps selling; Ctrl-C ends it.');
    const timer = setInterval(() => {
      const lanes = hub
        .lanes()
        .map((lane) => `${lane.name} ${settledBy(lane).toLocaleString('en-US')}`);
      console.log(`${new Date().toLocaleTimeString('en-GB')}  ${lanes.join('  ')}`);
    }, STATUS_EVERY_MS);
    try {
      await keepSelling(company, stop.signal);
    } finally {
      clearInterval(timer);
    }
  }
}
