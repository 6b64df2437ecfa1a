import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Failure } from '../../src/domain/index.ts';
import { openServers } from '../../src/runtime/embedded/index.ts';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { startHub } from '../../src/runtime/hub.ts';
import type { Company } from './company.ts';
import { openCompany } from './company.ts';
import { stayLive } from './live.ts';
import { skuOf } from './pim/assortment.ts';
import { hasMistake } from './pim/mistakes.ts';
import { showProgress } from './progress.ts';
import { placeOrders } from './seller.ts';
import { summarize } from './summary.ts';
import { startTally } from './tally.ts';

/** Orders of the shop's first day; later ones come one by one. */
const FIRST_ORDERS = 250;
const SETTLED_WITHIN_MS = 10 * 60_000;

export interface DemoOptions {
  /** Ends after the summary; otherwise the company continues until the signal aborts. */
  readonly once: boolean;
  /** The folder that keeps everything between starts. */
  readonly stateDir: string;
  /** Stops everything in order. */
  readonly signal: AbortSignal;
}

/** Runs the servers, a sample company and a hub between its systems: synchronises everything, prints a summary, and stays live. */
export async function runDemo({ once, stateDir, signal: stop }: DemoOptions): Promise<void> {
  // Stops in reverse order: the hub drains while the systems are still there.
  await using opened = new AsyncDisposableStack();
  const serverLost = new AbortController();
  const signal = AbortSignal.any([stop, serverLost.signal]);
  tell('Starting NATS and PostgreSQL');
  const servers = await openServers({
    dataDir: stateDir,
    onProgress: tell,
    signal,
    onExit: ({ role, lastLog }) => serverLost.abort(lostServer(role, lastLog)),
  });
  opened.defer(() => servers.close());
  tell('Opening a sample company: PIM export, ERP database, shop with an HTTP API');
  const company = opened.use(await openCompany(servers.databaseUrl, path.join(stateDir, 'demo')));
  tell('Starting the hub (ops/demo/landscape.yaml)');
  const startedAtMs = Date.now();
  const hub = await openHub({ servers, company, stateDir, signal });
  opened.defer(() => hub.stop());
  console.log(`Dashboard: http://${hub.httpAddress}/`);
  const tally = startTally(hub, startedAtMs);

  const endProgress = showProgress(tally, process.stdout, signal);
  try {
    await settleAll(company, hub, signal);
  } finally {
    endProgress();
  }
  const tookMs = Date.now() - startedAtMs;
  const sampleSku = skuOf(anyWithoutMistake());
  const summary = await summarize({ hub, company, tallies: tally(), tookMs, sampleSku, once });
  console.log(`\n${summary}\n`);
  if (once) return;
  console.log(
    'The shop keeps selling and the ERP keeps booking. Ctrl-C drains the lanes and stops the demo.\n',
  );
  await stayLive(company, hub, tally, signal);
  serverLost.signal.throwIfAborted();
}

interface HubParts {
  readonly servers: Servers;
  readonly company: Company;
  readonly stateDir: string;
  readonly signal: AbortSignal;
}

function openHub({ servers, company, stateDir, signal }: HubParts): Promise<RunningHub> {
  return startHub({
    readEverything: true,
    configFile: path.join(import.meta.dirname, 'landscape.yaml'),
    natsUrl: servers.natsUrl,
    databaseUrl: servers.databaseUrl,
    stateDir,
    // Only the progress is shown on the terminal, unless the log level is set.
    log: process.env.STELLWERK_LOG_LEVEL ? 'auto' : 'silent',
    env: { ...process.env, ...company.env },
    onProgress: tell,
    signal,
  });
}

/** Delivers everything that the systems hold. The first time, customers then find something to buy. */
async function settleAll({ shop }: Company, hub: RunningHub, stop: AbortSignal): Promise<void> {
  const signal = AbortSignal.any([stop, AbortSignal.timeout(SETTLED_WITHIN_MS)]);
  await hub.settled(signal);
  const { orders } = await shop.counts();
  if (orders > 0) return;
  await placeOrders(shop, FIRST_ORDERS);
  await readNow(hub, 'orders', signal);
  await hub.settled(signal);
}

/** Makes a stream read its source; resolves when reading has begun. */
async function readNow(hub: RunningHub, stream: string, signal: AbortSignal): Promise<void> {
  const askedAtMs = Date.now();
  const { promise: begun, resolve, reject } = Promise.withResolvers<void>();
  const look = () => {
    const run = hub.streams().find(({ name }) => name === stream)?.lastRun;
    if (run && run.startedAtMs >= askedAtMs) resolve();
  };
  const unsubscribe = hub.subscribe(look);
  const onAbort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await hub.send(
      { id: randomUUID(), kind: 'stream', name: stream, action: 'sync', requestedBy: 'demo' },
      signal,
    );
    look();
    await begun;
  } finally {
    unsubscribe();
    signal.removeEventListener('abort', onAbort);
  }
}

function anyWithoutMistake(): number {
  let number = 4_711;
  while (hasMistake(number)) number++;
  return number;
}

function lostServer(role: string, lastLog: string): Failure {
  return new Failure('SETUP_FAILED', {
    message: `The embedded ${role} server ended unexpectedly (${lastLog.trim()}): start again; everything stored is kept.`,
  });
}

function tell(line: string): void {
  console.log(`${line} …`);
}
