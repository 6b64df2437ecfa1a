import { mkdir, realpath } from 'node:fs/promises';
import { Failure } from '../../domain/index.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { startNats } from './nats-server.ts';
import { startPostgres } from './postgres-server.ts';
import type { ServerExit, ServerProcess, ServerRole } from './server-process.ts';

export interface ServerOptions {
  /** Where the servers keep their data; made when missing. One running hub per folder. */
  readonly dataDir: string;
  /**
   * Default `process.env`. `STELLWERK_NATS_URL` and `STELLWERK_DATABASE_URL` replace a server, `STELLWERK_NATS_PORT` and
   * `STELLWERK_POSTGRES_PORT` fix a port (default: a free one), `STELLWERK_CACHE_DIR` moves the cache of fetched programs,
   * `STELLWERK_OFFLINE` forbids to fetch any. Without `PATH` the process's own is searched.
   */
  readonly env?: NodeJS.ProcessEnv;
  /** Told what takes time: a download, a first data folder, a clean-up. Default: nobody. */
  readonly onProgress?: (line: string) => void;
  /** Told when a server ends although nobody stopped it; the hub cannot go on then. Called at most once per server. */
  readonly onExit?: (exit: ServerExit) => void;
  /** Ends the set-up. Has no meaning once the servers are there. */
  readonly signal?: AbortSignal;
}

/** Long enough for a drain, short enough for somebody who started a second hub by mistake. */
const OWNER_STOPS_WITHIN_MS = 5_000;

/** The servers that a hub works on: its own or those that the environment names. */
export interface Servers {
  readonly natsUrl: string;
  /** Where NATS keeps its data; null when the environment names the server. */
  readonly natsFolder: string | null;
  /** With password; not for logs. */
  readonly databaseUrl: string;
  /** The servers that were started here; empty when the environment names both. */
  readonly pids: readonly { readonly role: ServerRole; readonly pid: number }[];
  /** Stops what was started here, NATS first, and frees the data folder. Takes at most a minute; may be called again. */
  close(): Promise<void>;
}

/** What each kind of server is started with. */
export interface EmbeddedOptions {
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onProgress: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

export interface EmbeddedServer {
  readonly server: ServerProcess;
  readonly url: string;
  /** Where it keeps its data. */
  readonly folder: string;
}

/**
 * Starts the servers that the environment does not name, and resolves when they answer.
 * @throws Failure SETUP_FAILED, one sentence with the remedy; nothing stays running then
 */
export async function openServers(options: ServerOptions): Promise<Servers> {
  const { env = process.env, onProgress = () => undefined, onExit, signal } = options;
  const { STELLWERK_NATS_URL: natsUrl, STELLWERK_DATABASE_URL: databaseUrl } = env;
  if (natsUrl && databaseUrl)
    return { natsUrl, natsFolder: null, databaseUrl, pids: [], close: async () => undefined };
  requirePlatform();
  const dataDir = await makeDataDir(options.dataDir);
  await using undo = new AsyncDisposableStack();
  const lock = await lockDataDir(dataDir, {
    waitMs: OWNER_STOPS_WITHIN_MS,
    onWait: (pid) =>
      onProgress(`The hub of process ${pid} holds ${dataDir}: waiting for it to stop`),
    signal,
  });
  undo.defer(() => lock.release());
  const embedded = { dataDir, env, onProgress, signal };
  const [postgres, nats] = await startAll(undo, [
    databaseUrl ? null : () => startPostgres(embedded),
    natsUrl ? null : () => startNats(embedded),
  ]);
  const started = [postgres, nats].filter((one) => one !== null).map(({ server }) => server);
  if (onExit) for (const server of started) tellUnexpectedExit(server, onExit);
  const owned = undo.move();
  return {
    natsUrl: nats?.url ?? natsUrl ?? '',
    natsFolder: nats?.folder ?? null,
    databaseUrl: postgres?.url ?? databaseUrl ?? '',
    pids: started.map(({ role, pid }) => ({ role, pid })),
    close: () => owned.disposeAsync(),
  };
}

type Start = (() => Promise<EmbeddedServer>) | null;

/** Starts them at once, since each mostly waits, and lets none run on when the other fails. */
async function startAll(
  undo: AsyncDisposableStack,
  starts: readonly [Start, Start],
): Promise<[EmbeddedServer | null, EmbeddedServer | null]> {
  const [first, second] = await Promise.allSettled(starts.map(async (start) => start?.() ?? null));
  const servers = [first, second].map((result) => {
    if (result?.status !== 'fulfilled' || result.value === null) return null;
    const { server } = result.value;
    undo.defer(() => server.stop());
    return result.value;
  });
  for (const result of [first, second]) if (result?.status === 'rejected') throw result.reason;
  return [servers[0] ?? null, servers[1] ?? null];
}

function tellUnexpectedExit(server: ServerProcess, onExit: (exit: ServerExit) => void): void {
  void server.exited.then((exit) => {
    if (!server.stopping) onExit(exit);
  });
}

function requirePlatform(): void {
  if (process.platform !== 'win32') return;
  throw new Failure('SETUP_FAILED', {
    message:
      'The embedded servers run on Linux and macOS: on Windows set STELLWERK_NATS_URL and STELLWERK_DATABASE_URL to running servers, or use WSL.',
  });
}

/** As root PostgreSQL runs under another user, which must be able to pass through; each server's own folder stays closed. */
async function makeDataDir(dataDir: string): Promise<string> {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    await mkdir(dataDir, { recursive: true, mode });
    return await realpath(dataDir);
  } catch (error) {
    throw new Failure('SETUP_FAILED', {
      message: `The data folder ${dataDir} cannot be made: ${(error as Error).message}. Choose a folder that this user may write to.`,
      cause: error,
    });
  }
}
