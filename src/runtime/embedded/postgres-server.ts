import { readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { chooseAccount } from './account.ts';
import { choosePort, LOOPBACK } from './free-port.ts';
import { findSetpriv } from './launch.ts';
import { endOrphan } from './orphans.ts';
import { findPostgres } from './postgres-binaries.ts';
import { makeCluster } from './postgres-cluster.ts';
import { clearStalePid, hasCluster, OWNER, ownCluster, ownerPassword } from './postgres-data.ts';
import type { PostgresData } from './postgres-data.ts';
import { postgresSettings } from './postgres-settings.ts';
import type { StopPlan } from './server-process.ts';
import type { EmbeddedOptions, EmbeddedServer } from './servers.ts';
import { startServer } from './start-server.ts';

const PORT_VARIABLE = 'STELLWERK_POSTGRES_PORT';
/** After a kill, up to 2 GB of log are replayed first. */
const READY_WITHIN_MS = 180_000;
const CONNECT_WITHIN_MS = 10_000;
/** Fast shutdown with a checkpoint, then an immediate one, after which the next start recovers from the log. */
const STOP_PLAN: StopPlan = [
  { signal: 'SIGINT', withinMs: 30_000 },
  { signal: 'SIGQUIT', withinMs: 5_000 },
  { signal: 'SIGKILL', withinMs: 5_000 },
];

/** Starts PostgreSQL on `<dataDir>/postgres`, with an empty database for the hub at the first start. */
export async function startPostgres(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { env, signal } = options;
  const data = await describeData(options);
  const pidFile = path.join(data.folder, 'postmaster.pid');
  const ended = await endOrphan({
    role: 'postgres',
    pidFile,
    mark: `-D ${data.folder} `,
    stopPlan: STOP_PLAN,
    signal,
  });
  if (ended) options.onProgress('PostgreSQL: stopped the server that a killed hub left behind');
  const password = await ownerPassword(data);
  if (!(await hasCluster(data))) {
    options.onProgress('PostgreSQL: creating the data folder (once)');
    await makeCluster(data, { signal });
  }
  await ownCluster(data);
  await clearStalePid(data);
  let port = 0;
  const server = await startServer({
    timeoutMs: READY_WITHIN_MS,
    signal,
    prepare: async () => {
      port = await choosePort(env, PORT_VARIABLE);
      return {
        command: {
          role: 'postgres',
          program: data.binaries.postgres,
          args: ['-D', data.folder, ...settingArgs(port)],
          logFile: data.logFile,
          account: data.account,
          setpriv: data.setpriv,
          stopPlan: STOP_PLAN,
        },
        isReady: ({ pid }) => saysReady(pidFile, pid),
        fixedPort: env[PORT_VARIABLE] ? PORT_VARIABLE : null,
      };
    },
  });
  const url = (database: string) =>
    `postgres://${OWNER}:${password}@${LOOPBACK}:${port}/${database}`;
  try {
    await ensureDatabase(url);
  } catch (error) {
    await server.stop();
    throw error;
  }
  return { server, url: url(OWNER), folder: data.folder };
}

async function describeData({ dataDir, env }: EmbeddedOptions): Promise<PostgresData> {
  const binaries = findPostgres();
  const setpriv = await findSetpriv(env);
  return {
    dataDir,
    folder: path.join(dataDir, 'postgres'),
    logFile: path.join(dataDir, 'postgres.log'),
    binaries,
    setpriv,
    account: await chooseAccount([dataDir, binaries.postgres, binaries.initdb], setpriv),
  };
}

function settingArgs(port: number): string[] {
  const settings = { ...postgresSettings, listen_addresses: LOOPBACK, port: String(port) };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

/** The server writes its state to the eighth line of its pid file. */
async function saysReady(pidFile: string, pid: number): Promise<boolean> {
  const lines = (await readFile(pidFile, 'utf8').catch(() => '')).split('\n');
  return lines[0] === String(pid) && lines[7]?.trim() === 'ready';
}

/** Separate from making the cluster and checked at every start, since a kill may come between the two. */
async function ensureDatabase(url: (database: string) => string): Promise<void> {
  if (await databaseAnswers(url(OWNER))) return;
  await withClient(url('postgres'), async (client) => {
    await client.query(`create database ${OWNER}`);
  });
}

async function databaseAnswers(url: string): Promise<boolean> {
  try {
    await withClient(url, async () => undefined);
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === '3D000') return false;
    throw error;
  }
}

async function withClient(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
