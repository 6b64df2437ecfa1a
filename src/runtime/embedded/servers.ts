import { mkdir, realpath } from 'node:fs/promises';
import { Failure } from '../../domain/index.ts';
import { lockDataDir } from './data-dir-lock.ts';
import { startNats } from './nats-server.ts';
import { startPostgres } from './postgres-server.ts';
import type { ServerExit, ServerProcess, ServerRole } from './server-process.ts';

export interface ServerOptions {
  /** Where the servers keep their data; created if missing. One running hub per folder. */
  readonly dataDir: string;
  /**
   * Default `process.env`. `STELLWERK_NATS_URL` and `STELLWERK_DATABASE_URL` replace a server, `STELLWERK_NATS_PORT`
   * and `STELLWERK_POSTGRES_PORT` fix a port (default: a free one), `STELLWERK_CACHE_DIR` moves the cache of fetched
   * programs, `STELLWERK_OFFLINE` forbids fetching any. Without `PATH`, that of the process is searched.
   */
  readonly env?: NodeJS.ProcessEnv;
  /** Called before slow steps: a download, creating the data folder, a clean-up. Default: ignored. */
  readonly onProgress?: (line: string) => void;
  /** Called when a server ends unexpectedly; the hub cannot continue then. At most one call per server. */
  readonly onExit?: (exit: ServerExit) => void;
  /** Aborts the set-up. Has no effect once the servers are running. */
  readonly signal?: AbortSignal;
}

/** Long enough for a drain, short enough for a second hub that was started by mistake. */
const OWNER_STOPS_WITHIN_MS = 5_000;

/** The servers that a hub uses: its own or those that the environment names. */
export interface Servers {
  readonly natsUrl: string;
  /** Where NATS keeps its data; null when the environment names the server. */
  readonly natsFolder: string | null;
  /** Contains the password; not for logs. */
  readonly databaseUrl: string;
  /** The servers that were started here; empty when the environment names both. */
  readonly pids: readonly { readonly role: ServerRole; readonly pid: number }[];
  /** Stops the servers started here, NATS first, and unlocks the data folder. Takes at most a minute; may be called again. */
  close(): Promise<void>;
}

/** Options for starting each server. */
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
 * @throws Failure SETUP_FAILED, one sentence with the remedy; no server keeps running then
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
      onProgress(`The hub with process id ${pid} uses ${dataDir}: waiting for it to stop`),
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

/** Starts both at once, since each mostly waits, and lets none run on when the other fails. */
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

/**
 * When the hub is root, PostgreSQL runs as another user, which must be able to enter the folder; each server's own
 * folder stays closed.
 */
async function makeDataDir(dataDir: string): Promise<string> {
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  try {
    await mkdir(dataDir, { recursive: true, mode });
    return await realpath(dataDir);
  } catch (error) {
    throw new Failure('SETUP_FAILED', {
      message: `The data folder ${dataDir} cannot be created: ${(error as Error).message}. Choose a folder that this user may write to.`,
      cause: error,
    });
  }
}
