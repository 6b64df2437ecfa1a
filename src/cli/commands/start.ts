import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import type { RunningHub } from '../../runtime/hub.ts';
import { addExamples } from '../examples.ts';
import { CliError } from '../exit.ts';
import { requireNothingPaused, tellOutages } from '../once-obstacles.ts';
import { onceSummary } from '../once-summary.ts';
import { stopOnSignal } from '../stop-signal.ts';

const STATE_DIR = '.stellwerk';
const MINIMAL_EXAMPLE = `connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: postgres, url: "\${SHOP_DATABASE_URL}" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: updatedAt }
    every: 5m
    to:
      - { connector: shop, entity: products }`;

interface StartOptions {
  readonly config: string;
  readonly once?: boolean;
  readonly allowDataLoss?: boolean;
}

export function addStart(program: Command): void {
  const command = program
    .command('start')
    .description('run a hub in this folder until Ctrl-C or SIGTERM')
    .option('-c, --config <file>', 'the configuration', 'stellwerk.yaml')
    .option('--once', 'read every source once, deliver everything, show a summary and end')
    .option(
      '--allow-data-loss',
      'give up logs and dead letters of streams whose `from` differs from that of the last start',
    )
    .action(start);
  addExamples(command, [
    ['stellwerk start', 'with stellwerk.yaml of this folder, data in .stellwerk/'],
    ['stellwerk start --config shop.yaml --once', 'one pass over everything'],
    [
      'STELLWERK_NATS_URL=nats://... STELLWERK_DATABASE_URL=postgres://... stellwerk start',
      'with your own servers',
    ],
  ]);
}

async function start({ config, once, allowDataLoss }: StartOptions): Promise<void> {
  const signal = stopOnSignal(() => tell('stopping: work in flight is settled first'));
  try {
    await runHub({
      ...{ config, signal },
      once: once ?? false,
      allowDataLoss: allowDataLoss ?? false,
    });
  } catch (error) {
    // A start that was stopped on request is not an error.
    if (!signal.aborted || !isCancellation(error)) throw error;
  }
  if (signal.aborted) tell('stopped');
}

interface RunOptions {
  readonly config: string;
  readonly once: boolean;
  readonly allowDataLoss: boolean;
  readonly signal: AbortSignal;
}

/** Loaded only when a hub starts. A separate function: TypeScript does not rewrite import extensions next to `await using`. */
async function loadRuntime() {
  const [{ openServers }, { startHub }] = await Promise.all([
    import('../../runtime/embedded/index.ts'),
    import('../../runtime/hub.ts'),
  ]);
  return { openServers, startHub };
}

async function runHub({ config, once, allowDataLoss, signal }: RunOptions): Promise<void> {
  await requireConfig(config);
  const { openServers, startHub } = await loadRuntime();
  const lost = Promise.withResolvers<never>();
  lost.promise.catch(() => undefined); // It may reject when nobody waits for it any more.
  const lose = (message: string) => lost.reject(new CliError('failed', message));
  // Disposed in reverse order: the hub drains before its servers stop.
  await using opened = new AsyncDisposableStack();
  const servers = await openServers({
    dataDir: STATE_DIR,
    env: process.env,
    onProgress: tell,
    signal,
    onExit: ({ role, lastLog }) =>
      lose(`The hub's ${role} server ended unexpectedly: ${lastLog.trim()}`),
  });
  opened.defer(() => servers.close());
  const hub = await startHub({
    configFile: config,
    natsUrl: servers.natsUrl,
    natsFolder: servers.natsFolder,
    databaseUrl: servers.databaseUrl,
    stateDir: STATE_DIR,
    readEverything: once,
    allowDataLoss,
    onProgress: tell,
    signal,
  });
  opened.defer(() => hub.stop());
  void aborted(hub.displaced).then(() => {
    const { message } = hub.displaced.reason as Error;
    lose(
      `This hub lost its connection to the database, and another one took its place. ${message}`,
    );
  });
  tell(`control API at ${hub.grpcAddress}; see "stellwerk status --watch"`);
  tell(`HTTP, with the dashboard, at ${hub.httpAddress}`);
  await Promise.race([once ? settle(hub, signal) : aborted(signal), lost.promise]);
}

async function settle(hub: RunningHub, signal: AbortSignal): Promise<void> {
  requireNothingPaused(hub);
  const silence = tellOutages(hub, tell);
  try {
    await hub.settled(signal);
  } finally {
    silence();
  }
  process.stdout.write(`${onceSummary(hub, await hub.troubles())}\n`);
}

/** Checked before any server starts, since most first starts fail here. */
async function requireConfig(config: string): Promise<void> {
  if (!existsSync(config)) {
    throw new CliError(
      'failed',
      `There is no ${config} here. Write one, or name another with --config FILE. A minimal example:\n\n${MINIMAL_EXAMPLE}`,
    );
  }
  const { checkConfig, formatMistakes } = await import('../../runtime/config/index.ts');
  const { plan, mistakes } = await checkConfig(config, process.env);
  if (plan === null) throw new CliError('failed', formatMistakes(mistakes));
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  signal.addEventListener('abort', () => resolve(), { once: true });
  await promise;
}

function isCancellation(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'CANCELLED');
}

/** Writes to standard error like the log; standard output is for answers. */
function tell(line: string): void {
  process.stderr.write(`stellwerk: ${line}\n`);
}
