import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectBus, readKey } from '../../src/bus/index.ts';
import { SmallDisk } from './small-disk.ts';
import type { LaneHistory, Write } from './history.ts';
import { Proxy } from '../../bench/support/proxy.ts';
import { Restartable } from '../../bench/support/restartable.ts';
import type { Mood } from './shop-process.ts';
import { copyWrites, createTables, orderChanges, stockChanges } from './systems.ts';

const NAMESPACE = 'fire';
const retry = 'retry: { attempts: 1000, initial: 100ms, max: 2s }, lateAfter: 1m';
const config = `
connectors:
  systems: { kind: postgres, url: "\${SYSTEMS_URL}", statementTimeoutMs: 5000 }
  copy: { kind: postgres, url: "\${SYSTEMS_URL}", statementTimeoutMs: 5000 }
  shop: { kind: http, url: "\${SHOP_URL}", timeoutMs: 2000, maxConcurrency: 16, circuit: { probe: { max: 5s } } }
  erp: { kind: http, url: "\${ERP_URL}", timeoutMs: 2000, maxConcurrency: 8, circuit: { probe: { max: 5s } } }
streams:
  stock:
    from: { connector: systems, entity: stock, key: sku, version: updated_at, overlap: 10s }
    every: 1s
    limits: { bytes: 40MB }
    to:
      - { connector: shop, entity: stock, map: { key: sku, version: n, poisoned: poisoned, n: n }, ${retry} }
      - { connector: copy, entity: stock_copy, key: sku, versionColumn: updated_at, map: { sku: sku, n: n, updated_at: updated_at }, ${retry} }
  orders:
    from: { connector: systems, entity: order_event, key: order_id, version: id, overlapVersions: 100 }
    every: 1s
    limits: { bytes: 40MB }
    semantics: event
    to:
      - { connector: erp, entity: orders, map: { key: order_id, version: n, poisoned: poisoned, n: n }, ${retry} }
`;

/** Every process of a company whose hub is under fire; all end with it. */
export class Company implements AsyncDisposable {
  readonly dir: string;
  readonly nats: Restartable;
  readonly postgres: Restartable;
  readonly systems: Restartable;
  readonly shop: Shop;
  readonly erp: Shop;
  readonly disk: SmallDisk | null;
  readonly proxies: Readonly<Record<'nats' | 'postgres' | 'systems' | 'shop' | 'erp', Proxy>>;
  /** Times the hub ended although nobody stopped it, and was started again. */
  restarts = 0;
  #hub: ChildProcess | null = null;
  #stopping = false;
  readonly #disposed: AsyncDisposableStack;

  private constructor(
    parts: Pick<
      Company,
      'dir' | 'nats' | 'postgres' | 'systems' | 'shop' | 'erp' | 'disk' | 'proxies'
    >,
    disposed: AsyncDisposableStack,
  ) {
    this.dir = parts.dir;
    this.nats = parts.nats;
    this.postgres = parts.postgres;
    this.systems = parts.systems;
    this.shop = parts.shop;
    this.erp = parts.erp;
    this.disk = parts.disk;
    this.proxies = parts.proxies;
    this.#disposed = disposed;
  }

  static async open(seed: number): Promise<Company> {
    await using opening = new AsyncDisposableStack();
    const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-fire-'));
    opening.defer(() => rm(dir, { recursive: true, force: true }));
    const disk = await SmallDisk.mount(path.join(dir, 'nats'), 400);
    if (disk) opening.use(disk);
    const nats = opening.use(await Restartable.start('nats', path.join(dir, 'nats')));
    const postgres = opening.use(await Restartable.start('postgres', path.join(dir, 'postgres')));
    const systems = opening.use(await Restartable.start('postgres', path.join(dir, 'systems')));
    const shop = opening.use(await Shop.start(path.join(dir, 'shop.log'), seed));
    const erp = opening.use(await Shop.start(path.join(dir, 'erp.log'), seed + 1));
    const behind = async (port: number) => opening.use(await Proxy.open(port));
    const proxies = {
      nats: await behind(nats.port),
      postgres: await behind(postgres.port),
      systems: await behind(systems.port),
      shop: await behind(shop.port),
      erp: await behind(erp.port),
    };
    await createTables(systems.url);
    await mkdir(path.join(dir, 'hub'));
    await writeFile(path.join(dir, 'hub', 'stellwerk.yaml'), config);
    const parts = { dir, nats, postgres, systems, shop, erp, disk, proxies };
    return new Company(parts, opening.move());
  }

  startHub(): void {
    const { dir, proxies } = this;
    const options = JSON.stringify({
      natsUrl: through(this.nats.url, proxies.nats),
      natsFolder: path.join(this.dir, 'nats'),
      databaseUrl: through(this.postgres.url, proxies.postgres),
      namespace: NAMESPACE,
      configFile: path.join(dir, 'hub', 'stellwerk.yaml'),
      stateDir: path.join(dir, 'hub'),
    });
    const env = {
      ...process.env,
      SYSTEMS_URL: through(this.systems.url, proxies.systems),
      SHOP_URL: `http://127.0.0.1:${proxies.shop.port}`,
      ERP_URL: `http://127.0.0.1:${proxies.erp.port}`,
    };
    const log = openSync(path.join(dir, 'hub.log'), 'a');
    const file = path.join(import.meta.dirname, 'hub-process.ts');
    const hub = fork(file, [options], { env, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    hub.once('exit', () => {
      if (this.#stopping || this.#hub !== hub) return;
      this.restarts++;
      setTimeout(() => this.startHub(), 300);
    });
    this.#hub = hub;
  }

  signalHub(name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): void {
    this.#hub?.kill(name);
  }

  /**
   * Waits until the hub has nothing left to do.
   * @param order `repeat` lets each lane go through its whole log again first
   * @returns its open dead letters
   */
  async settle(order: 'settle' | 'repeat', limitMs: number): Promise<readonly string[]> {
    const hub = this.#hub;
    if (!hub) throw new Error('the hub was never started');
    const signal = AbortSignal.timeout(limitMs);
    const answers = on(hub, 'message', { signal });
    hub.send(order);
    // Its `up` may come in between.
    for await (const [answer] of answers as AsyncIterable<[unknown]>) {
      if (Array.isArray(answer)) return answer as readonly string[];
    }
    throw new Error('the hub gave no answer');
  }

  /** @returns the exit code of a hub that was asked to stop */
  async stopHub(): Promise<number | null> {
    this.#stopping = true;
    const hub = this.#hub;
    if (!hub || hub.exitCode !== null) return hub?.exitCode ?? null;
    const ended = once(hub, 'exit');
    hub.kill('SIGTERM');
    await ended;
    return hub.exitCode;
  }

  /** What each lane was to bring and what its target wrote. @param letters as `settle` gives them */
  async histories(letters: readonly string[]): Promise<LaneHistory[]> {
    const stock = await stockChanges(this.systems.url);
    const lettersOf = (lane: string) =>
      letters
        .filter((letter) => letter.startsWith(`${lane} `))
        .map((letter) => letter.slice(lane.length + 1));
    const lane = (name: string, semantics: 'state' | 'event') => ({
      lane: name,
      semantics,
      deadLetters: lettersOf(name),
      sentAgain: [],
    });
    return [
      { ...lane('stock/shop', 'state'), changes: stock, writes: await this.shop.writes() },
      {
        ...lane('stock/copy', 'state'),
        changes: stock.map((change) => ({ ...change, poisoned: false })),
        writes: await copyWrites(this.systems.url),
      },
      {
        ...lane('orders/erp', 'event'),
        changes: await orderChanges(this.systems.url),
        writes: await this.erp.writes(),
      },
    ];
  }

  /** What the hub's log holds of a key, each as `seq:version`. */
  async logOf(lane: string, key: string): Promise<string[]> {
    const bus = await connectBus(this.nats.url, NAMESPACE);
    const records = await readKey(bus, lane.slice(0, lane.indexOf('/')), key);
    await bus.nc.close();
    return records.map(({ seq, document }) => `${seq}:${JSON.stringify(document.n)}`);
  }

  /** Copies the logs of the hub and of NATS, for whoever looks into a broken rule. @returns where they are */
  async keepLogs(): Promise<string> {
    const kept = await mkdtemp(path.join(tmpdir(), 'stellwerk-fire-logs-'));
    await copyFile(path.join(this.dir, 'hub.log'), path.join(kept, 'hub.log'));
    await copyFile(path.join(this.dir, 'nats', 'nats.log'), path.join(kept, 'nats.log'));
    return kept;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true;
    this.#hub?.kill('SIGKILL');
    await this.#disposed.disposeAsync();
  }
}

/** A target process. */
export class Shop implements AsyncDisposable {
  readonly port: number;
  readonly #process: ChildProcess;
  readonly #logFile: string;

  private constructor(child: ChildProcess, port: number, logFile: string) {
    this.#process = child;
    this.port = port;
    this.#logFile = logFile;
  }

  static async start(logFile: string, seed: number): Promise<Shop> {
    await writeFile(logFile, '');
    const child = fork(path.join(import.meta.dirname, 'shop-process.ts'), [logFile, String(seed)]);
    const [port] = (await once(child, 'message')) as [number];
    return new Shop(child, port, logFile);
  }

  be(mood: Mood): void {
    this.#process.send(mood);
  }

  signal(name: 'SIGSTOP' | 'SIGCONT'): void {
    this.#process.kill(name);
  }

  /** The writes that took effect, in their order. */
  async writes(): Promise<Write[]> {
    return (await this.requests()).filter(({ repeated }) => !repeated);
  }

  /** All writes that were asked for, also those that it knew already. */
  async requests(): Promise<(Write & { readonly repeated: boolean })[]> {
    // Its last line may be half written.
    const lines = (await readFile(this.#logFile, 'utf8')).split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Write & { repeated: boolean });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await ended;
  }
}

function through(url: string, proxy: Proxy): string {
  const changed = new URL(url);
  changed.port = String(proxy.port);
  return changed.href;
}
