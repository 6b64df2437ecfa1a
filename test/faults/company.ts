import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { on, once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connectBus, readKey } from '../../src/bus/index.ts';
import { Proxy } from '../../bench/support/proxy.ts';
import { Restartable } from '../../bench/support/restartable.ts';
import { freePort } from '../../bench/support/free-port.ts';
import { ArticleSlot } from './article-slot.ts';
import { createArticles } from './articles.ts';
import { createBookings } from './bookings.ts';
import type { ConflictRule } from './configuration.ts';
import { configurationOf } from './configuration.ts';
import { createCustomers } from './customers.ts';
import type { Write } from './history.ts';
import type { Importer } from './importer.ts';
import { importersOf } from './importer.ts';
import { createMovements } from './movements.ts';
import type { Sender } from './sender.ts';
import { sendersOf } from './sender.ts';
import { Shop } from './shop.ts';
import { SmallDisk } from './small-disk.ts';
import { recordsOfLog } from './stored.ts';
import { Standstill } from './standstill.ts';
import { createTables } from './systems.ts';
import { WorkerTrouble } from './worker-trouble.ts';

const NAMESPACE = 'fire';

/** The parts of a company. */
interface Parts {
  readonly dir: string;
  readonly nats: Restartable;
  readonly postgres: Restartable;
  /** The database of the shop: stock, orders, articles, and one side of the customers. */
  readonly systems: Restartable;
  /** The other side of the customers, the copy of the articles, and the movements. */
  readonly office: Restartable;
  readonly shop: Shop;
  readonly erp: Shop;
  /** Systems that send their events to the hub. */
  readonly senders: readonly Sender[];
  readonly importers: readonly Importer[];
  readonly workers: WorkerTrouble;
  readonly articleSlot: ArticleSlot;
  readonly conflict: ConflictRule;
  readonly disk: SmallDisk | null;
  readonly proxies: Readonly<Record<ServerName, Proxy>>;
}

export type ServerName = 'nats' | 'postgres' | 'systems' | 'office' | 'shop' | 'erp' | 'hub';

/** All processes of a company whose hub is under fire; disposing it ends them. */
export class Company implements AsyncDisposable {
  readonly parts: Parts;
  /** How often the hub exited without being stopped, and was started again. */
  restarts = 0;
  /** How many hubs did not end by themselves, although another had taken their place. */
  lingering = 0;
  #standstill: Standstill | null = null;
  #hub: ChildProcess | null = null;
  #stopping = false;
  readonly #disposed: AsyncDisposableStack;

  private constructor(parts: Parts, disposed: AsyncDisposableStack) {
    this.parts = parts;
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
    const office = opening.use(await Restartable.start('postgres', path.join(dir, 'office')));
    const shop = opening.use(await Shop.start(path.join(dir, 'shop.log'), seed));
    const erp = opening.use(await Shop.start(path.join(dir, 'erp.log'), seed + 1));
    const behind = async (port: number) => opening.use(await Proxy.open(port));
    const proxies = {
      nats: await behind(nats.port),
      postgres: await behind(postgres.port),
      systems: await behind(systems.port),
      office: await behind(office.port),
      shop: await behind(shop.port),
      erp: await behind(erp.port),
      hub: await behind(await freePort()), // Where nobody answers, until a hub is up.
    };
    await createTables(systems.url);
    await createArticles(systems.url, office.url);
    await createMovements(office.url);
    await createBookings(office.url);
    await createCustomers({ shop: systems.url, office: office.url });
    const workers = new WorkerTrouble(dir);
    const articleSlot = new ArticleSlot(systems.url);
    const conflict = seed % 2 === 0 ? 'owner-wins' : 'last-writer';
    await mkdir(path.join(dir, 'hub'));
    await writeFile(path.join(dir, 'hub', 'stellwerk.yaml'), configurationOf(conflict));
    await writeFile(path.join(dir, 'hub', 'parcel.ts'), workers.module);
    const callers = {
      senders: sendersOf(`http://127.0.0.1:${proxies.hub.port}`, seed),
      importers: importersOf(dir, path.join(dir, 'hub'), seed),
    };
    const servers = { nats, postgres, systems, office, shop, erp, proxies };
    return new Company(
      { dir, ...servers, ...callers, workers, articleSlot, conflict, disk },
      opening.move(),
    );
  }

  startHub(): void {
    const { dir, nats, postgres, systems, office, proxies } = this.parts;
    const options = JSON.stringify({
      natsUrl: through(nats.url, proxies.nats),
      natsFolder: path.join(dir, 'nats'),
      databaseUrl: through(postgres.url, proxies.postgres),
      namespace: NAMESPACE,
      configFile: path.join(dir, 'hub', 'stellwerk.yaml'),
      stateDir: path.join(dir, 'hub'),
    });
    const env = {
      ...process.env,
      SYSTEMS_URL: through(systems.url, proxies.systems),
      OFFICE_URL: through(office.url, proxies.office),
      SHOP_URL: `http://127.0.0.1:${proxies.shop.port}`,
      ERP_URL: `http://127.0.0.1:${proxies.erp.port}`,
    };
    const log = openSync(path.join(dir, 'hub.log'), 'a');
    const file = path.join(import.meta.dirname, 'hub-process.ts');
    const hub = fork(file, [options], { env, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
    // Its first message is the port of its HTTP server.
    hub.once('message', (port) => proxies.hub.leadTo(Number(port)));
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

  /** Brings the hub to a standstill, and starts another that takes its place. */
  async replaceHub(): Promise<void> {
    const former = this.#hub;
    if (!former || this.#standstill) return;
    const { postgres } = this.parts;
    this.#standstill = await Standstill.begin(former, postgres.url, () => this.startHub());
  }

  /** Lets the hub that stood still go on: it has to end by itself. */
  async endStandstill(): Promise<void> {
    if ((await this.#standstill?.end()) === false) this.lingering++;
    this.#standstill = null;
  }

  /**
   * Waits until the hub has nothing left to do.
   * @param order `repeat` first makes each lane read its whole log again
   * @returns the hub's open dead letters
   */
  async settle(order: 'settle' | 'repeat', limitMs: number): Promise<readonly string[]> {
    const hub = this.#hub;
    if (!hub) throw new Error('the hub was never started');
    const signal = AbortSignal.timeout(limitMs);
    const answers = on(hub, 'message', { signal });
    hub.send(order);
    // The hub's port may come in between.
    for await (const [answer] of answers as AsyncIterable<[unknown]>) {
      if (Array.isArray(answer)) return answer as readonly string[];
    }
    throw new Error('the hub gave no answer');
  }

  /** Stops the hub. @returns its exit code */
  async stopHub(): Promise<number | null> {
    this.#stopping = true;
    const hub = this.#hub;
    if (!hub || hub.exitCode !== null) return hub?.exitCode ?? null;
    const ended = once(hub, 'exit');
    hub.kill('SIGTERM');
    await ended;
    return hub.exitCode;
  }

  /** Returns the records of a key in the hub's log, each as `seq:version`. */
  async logOf(lane: string, key: string): Promise<string[]> {
    const bus = await connectBus(this.parts.nats.url, NAMESPACE);
    const records = await readKey(bus, lane.slice(0, lane.indexOf('/')), key);
    await bus.nc.close();
    return records.map(({ seq, document }) => `${seq}:${JSON.stringify(document.n)}`);
  }

  /** Returns all records in the log of a stream. */
  async stored(stream: string): Promise<Write[]> {
    return recordsOfLog({ natsUrl: this.parts.nats.url, namespace: NAMESPACE }, stream);
  }

  /** Copies the logs of the hub and of NATS for the analysis of a broken rule. @returns the folder */
  async keepLogs(): Promise<string> {
    const kept = await mkdtemp(path.join(tmpdir(), 'stellwerk-fire-logs-'));
    await copyFile(path.join(this.parts.dir, 'hub.log'), path.join(kept, 'hub.log'));
    await copyFile(path.join(this.parts.dir, 'nats', 'nats.log'), path.join(kept, 'nats.log'));
    return kept;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping = true;
    await this.endStandstill();
    this.#hub?.kill('SIGKILL');
    await this.#disposed.disposeAsync();
  }
}

function through(url: string, proxy: Proxy): string {
  const changed = new URL(url);
  changed.port = String(proxy.port);
  return changed.href;
}
