import { openServers } from '../../../src/runtime/embedded/index.ts';
import type { Usage } from '../../support/processes.ts';
import { usageOf } from '../../support/processes.ts';
import type { Broker } from './broker.ts';
import { startRabbit } from './rabbitmq.ts';
import { startRedis } from './redis.ts';

/** What a system needs besides PostgreSQL, which holds every system's target. */
export type BrokerKind = 'nats' | 'rabbitmq' | 'redis' | 'redis-always' | null;

export interface PeerServers extends AsyncDisposable {
  readonly databaseUrl: string;
  /** Empty when the system needs no other server. */
  readonly brokerUrl: string;
  /** Null for what the hub itself includes, and where there is none. */
  readonly version: string | null;
  /** CPU time and memory so far, per server. */
  usage(): Promise<Readonly<Record<string, Usage>>>;
}

/** A placeholder for the hub's embedded NATS; nothing connects to it. */
const NO_NATS = 'nats://127.0.0.1:1';

/** Starts fresh servers in a folder: always PostgreSQL, as the hub runs it, and the server that the system needs. */
export async function startServers(kind: BrokerKind, dir: string): Promise<PeerServers> {
  await using undo = new AsyncDisposableStack();
  const env = kind === 'nats' ? {} : { STELLWERK_NATS_URL: NO_NATS };
  const servers = await openServers({ dataDir: dir, env });
  undo.defer(() => servers.close());
  const broker = await startBroker(kind, dir);
  if (broker) undo.defer(() => broker.close());
  const pids: { readonly role: string; readonly pid: number }[] = [...servers.pids];
  if (broker) pids.push(broker);
  const owned = undo.move();
  return {
    databaseUrl: servers.databaseUrl,
    brokerUrl: broker?.url ?? (kind === 'nats' ? servers.natsUrl : ''),
    version: broker?.version ?? null,
    usage: async () =>
      Object.fromEntries(
        await Promise.all(pids.map(async ({ role, pid }) => [role, await usageOf(pid)] as const)),
      ),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function startBroker(kind: BrokerKind, dir: string): Promise<Broker | null> {
  if (kind === 'rabbitmq') return startRabbit(dir);
  if (kind === 'redis') return startRedis(dir, 'everysec');
  if (kind === 'redis-always') return startRedis(dir, 'always');
  return null;
}
