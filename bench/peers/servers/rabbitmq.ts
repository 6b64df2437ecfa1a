import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort, LOOPBACK, start } from './broker.ts';
import type { Broker } from './broker.ts';
import { findOnPath } from '../../../src/runtime/embedded/index.ts';
import { unpackDebian } from '../../support/debian.ts';

const INSTALLED = '/';
const ERL = path.join('usr', 'lib', 'erlang', 'bin', 'erl');
const SCRIPTS = path.join('usr', 'lib', 'rabbitmq', 'lib', 'rabbitmq_server-*', 'sbin');

interface Program {
  readonly script: string;
  /** Prepended to the search path, so that this Erlang is found. */
  readonly binaries: readonly string[];
  readonly version: string;
}

/** Starts one RabbitMQ node without plugins, everything on loopback and in the given folder. */
export async function startRabbit(dir: string): Promise<Broker> {
  const { script, binaries, version } = await findRabbit();
  const [port, epmdPort, distPort] = [await freePort(), await freePort(), await freePort()];
  const data = path.join(dir, 'rabbitmq');
  await mkdir(data);
  const config = path.join(data, 'rabbitmq.conf');
  await writeFile(config, `listeners.tcp.1 = ${LOOPBACK}:${port}\nlog.file.level = warning\n`);
  await writeFile(path.join(data, 'enabled_plugins'), '[].\n');
  const env = {
    PATH: [...binaries, process.env.PATH].join(path.delimiter),
    HOME: data,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: LOOPBACK,
    // The script then becomes the server instead of supervising it.
    RUNNING_UNDER_SYSTEMD: '1',
    RABBITMQ_NODENAME: 'stellwerk-bench@localhost',
    RABBITMQ_CONF_ENV_FILE: path.join(data, 'none.conf'),
    RABBITMQ_CONFIG_FILE: config,
    RABBITMQ_MNESIA_BASE: path.join(data, 'data'),
    RABBITMQ_LOG_BASE: path.join(data, 'log'),
    RABBITMQ_PID_FILE: path.join(data, 'pid'),
    RABBITMQ_ENABLED_PLUGINS_FILE: path.join(data, 'enabled_plugins'),
    RABBITMQ_DIST_PORT: String(distPort),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '-kernel inet_dist_use_interface {127,0,0,1}',
  };
  // Started by the bench, since the one that Erlang starts by itself outlives the server.
  const names = await start({
    program: await findEpmd(binaries),
    args: ['-address', LOOPBACK, '-port', String(epmdPort)],
    logFile: path.join(dir, 'epmd.log'),
    port: epmdPort,
  });
  try {
    const logFile = path.join(dir, 'rabbitmq.log');
    const server = await start({ program: script, args: [], env, logFile, port });
    return {
      role: 'rabbitmq',
      url: `amqp://guest:guest@${LOOPBACK}:${port}`,
      pid: server.pid,
      version: `RabbitMQ ${version}`,
      close: async () => {
        await server.stop();
        await names.stop();
      },
    };
  } catch (error) {
    await names.stop();
    throw error;
  }
}

async function findRabbit(): Promise<Program> {
  const installed = await programIn(INSTALLED);
  if (installed) return installed;
  const onPath = await findOnPath('rabbitmq-server', process.env);
  if (onPath) return { script: onPath, binaries: [], version: 'of the PATH' };
  const root = await unpackDebian({ name: 'rabbitmq-server', dependencies: /^erlang-/ });
  const unpacked = await programIn(root);
  if (!unpacked) throw new Error(`the package unpacked in ${root} holds no rabbitmq-server`);
  await makeRelocatable(path.join(root, ERL));
  return unpacked;
}

/** Returns the server's own script, since Debian's wrapper requires root. */
async function programIn(root: string): Promise<Program | null> {
  for await (const script of glob(path.join(root, SCRIPTS, 'rabbitmq-server'))) {
    const version = /rabbitmq_server-([\d.]+)/.exec(script)?.[1] ?? '';
    return { script, binaries: [path.join(root, path.dirname(ERL))], version };
  }
  return null;
}

/** Debian's `erl` assumes that it is installed; unpacked elsewhere, it must look in its own folder. */
async function makeRelocatable(erl: string): Promise<void> {
  const text = await readFile(erl, 'utf8');
  const beside = 'ROOTDIR="$(cd "$(dirname "$0")/.." && pwd)"';
  await writeFile(erl, text.replaceAll(/^( *)ROOTDIR=\/usr\/lib\/erlang$/gm, `$1${beside}`));
}

async function findEpmd(binaries: readonly string[]): Promise<string> {
  const [first] = binaries;
  if (first !== undefined) return path.join(first, 'epmd');
  const onPath = await findOnPath('epmd', process.env);
  if (!onPath) throw new Error('rabbitmq-server is on the PATH, but no epmd');
  return onPath;
}
