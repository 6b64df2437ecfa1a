import { mkdir } from 'node:fs/promises';
import type { Servers } from '../../src/runtime/embedded/index.ts';
import { openServers } from '../../src/runtime/embedded/index.ts';

export type ServerKind = 'nats' | 'postgres';

/** An embedded server that can be killed and returns on its port, with its data. */
export class Restartable implements AsyncDisposable {
  readonly kind: ServerKind;
  readonly #dataDir: string;
  #servers: Servers;
  #ended = false;

  private constructor(kind: ServerKind, dataDir: string, servers: Servers) {
    this.kind = kind;
    this.#dataDir = dataDir;
    this.#servers = servers;
  }

  static async start(kind: ServerKind, dataDir: string): Promise<Restartable> {
    await mkdir(dataDir, { recursive: true, mode: 0o711 });
    return new Restartable(kind, dataDir, await open(kind, dataDir));
  }

  get url(): string {
    return urlOf(this.#servers, this.kind);
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  signal(name: 'SIGSTOP' | 'SIGCONT' | 'SIGQUIT'): void {
    for (const { pid } of this.#servers.pids) process.kill(pid, name);
  }

  /** Ends the server, which as a Go program first writes into its log what each goroutine was doing. */
  async endWithStacks(): Promise<void> {
    this.signal('SIGCONT');
    this.signal('SIGQUIT');
    this.#ended = true;
    await this.#servers.close();
  }

  /** Kills the server with -9, then starts a new process on the same data and port. */
  async crash(): Promise<void> {
    const { port } = this;
    for (const { pid } of this.#servers.pids) process.kill(pid, 'SIGKILL');
    await this.#servers.close();
    this.#servers = await open(this.kind, this.#dataDir, port);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#ended) this.signal('SIGCONT');
    await this.#servers.close();
  }
}

/** The other server is treated as provided, so that only this one is started. */
function open(which: ServerKind, dataDir: string, port?: number): Promise<Servers> {
  const env =
    which === 'nats'
      ? { STELLWERK_DATABASE_URL: 'postgres://elsewhere/none', STELLWERK_NATS_PORT: port }
      : { STELLWERK_NATS_URL: 'nats://elsewhere', STELLWERK_POSTGRES_PORT: port };
  const given = Object.entries(env).filter(([, value]) => value !== undefined);
  return openServers({
    dataDir,
    env: {
      ...process.env,
      ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])),
    },
  });
}

function urlOf(servers: Servers, which: ServerKind): string {
  return which === 'nats' ? servers.natsUrl : servers.databaseUrl;
}
