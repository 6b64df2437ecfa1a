import { randomBytes } from 'node:crypto';
import { mkdir, readdir, stat, statfs, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { choosePort, LOOPBACK } from './free-port.ts';
import { findSetpriv } from './launch.ts';
import { findNatsServer } from './nats-binary.ts';
import { endOrphan } from './orphans.ts';
import type { StopPlan } from './server-process.ts';
import type { EmbeddedOptions, EmbeddedServer } from './servers.ts';
import { startServer } from './start-server.ts';

const PORT_VARIABLE = 'STELLWERK_NATS_PORT';
/** A start reads a large store completely: 1.3 million records took 3 s. */
const READY_WITHIN_MS = 120_000;
const ANSWER_WITHIN_MS = 1_000;
/** SIGTERM ends a JetStream server in well under a second; SIGKILL loses nothing acknowledged either. */
const STOP_PLAN: StopPlan = [
  { signal: 'SIGTERM', withinMs: 10_000 },
  { signal: 'SIGKILL', withinMs: 5_000 },
];
/** Share of the disk that streams may fill; the rest is left for PostgreSQL and the system. */
const DISK_SHARE = 0.75;

/** Starts NATS with JetStream on `<dataDir>/nats`, with every acknowledged message on disk. */
export async function startNats(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { dataDir, env, signal } = options;
  const configFile = path.join(dataDir, 'nats.conf');
  const pidFile = path.join(dataDir, 'nats.pid');
  const storeDir = path.join(dataDir, 'nats');
  const ended = await endOrphan({
    role: 'nats',
    pidFile,
    mark: `-c ${configFile}`,
    stopPlan: STOP_PLAN,
    signal,
  });
  if (ended) options.onProgress('NATS: stopped the server that a killed hub left behind');
  const program = await findNatsServer(options);
  const setpriv = await findSetpriv(env);
  await mkdir(storeDir, { recursive: true, mode: 0o700 });
  let url = '';
  const server = await startServer({
    timeoutMs: READY_WITHIN_MS,
    signal,
    prepare: async () => {
      const port = await choosePort(env, PORT_VARIABLE);
      url = `nats://${LOOPBACK}:${port}`;
      const serverName = `stellwerk-${randomBytes(6).toString('hex')}`;
      await writeFile(
        configFile,
        configText({ port, serverName, pidFile, storeDir, storeBytes: await storeLimit(storeDir) }),
        { mode: 0o600 },
      );
      return {
        command: {
          role: 'nats',
          program,
          args: ['-c', configFile],
          logFile: path.join(dataDir, 'nats.log'),
          account: null,
          setpriv,
          stopPlan: STOP_PLAN,
        },
        isReady: () => answersAs(serverName, port),
        fixedPort: env[PORT_VARIABLE] ? PORT_VARIABLE : null,
      };
    },
  });
  return { server, url, folder: storeDir };
}

interface NatsConfig {
  readonly port: number;
  readonly serverName: string;
  readonly pidFile: string;
  readonly storeDir: string;
  readonly storeBytes: number;
}

function configText({ port, serverName, pidFile, storeDir, storeBytes }: NatsConfig): string {
  return `# Written by stellwerk at every start; changes here are lost.
listen: "${LOOPBACK}:${port}"
server_name: "${serverName}"
pid_file: ${JSON.stringify(pidFile)}
max_payload: 8MB
jetstream {
  store_dir: ${JSON.stringify(storeDir)}
  max_file_store: ${storeBytes}
  max_memory_store: 256MB
  # Without it the server acknowledges before the data are on disk, and a power cut loses acknowledged records.
  sync_interval: always
}
`;
}

/**
 * Counts the store's present content as free space: otherwise a filling disk would shrink the limit below the streams'
 * own size.
 */
async function storeLimit(storeDir: string): Promise<number> {
  const { bavail, bsize } = await statfs(storeDir);
  const files = await readdir(storeDir, { recursive: true, withFileTypes: true });
  const sizes = await Promise.all(
    files
      .filter((file) => file.isFile())
      .map((file) => sizeOf(path.join(file.parentPath, file.name))),
  );
  const held = sizes.reduce((sum, size) => sum + size, 0);
  return Math.floor((bavail * bsize + held) * DISK_SHARE);
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file)).size;
}

/** Whether the server at the port is the one just started; its greeting contains its name. */
async function answersAs(serverName: string, port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host: LOOPBACK, port });
  let greeting = '';
  socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy());
  socket.on('data', (bytes) => {
    greeting += bytes.toString('utf8');
    if (greeting.includes('\r\n')) socket.destroy();
  });
  // A refused connection means that the server is not ready yet. The close event follows every error.
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(greeting.includes(`"${serverName}"`)));
  return promise;
}
