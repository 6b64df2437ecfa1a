import { statfs } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import type { Registry } from 'prom-client';
import type { BusConnection } from '../../bus/index.ts';
import type { TlsPort } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import type { Workers } from '../../workers/index.ts';
import { gauge } from './gauges.ts';

export interface ServerParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly workers: Workers;
  /** Absent without TLS. */
  readonly tls: TlsPort | undefined;
  /** The folder whose disk is measured. */
  readonly stateDir: string;
}

/** Time limit for answers of the servers; a scrape has ten seconds by default. */
const ANSWER_MS = 3_000;

/** Adds the servers and the machine that the hub runs on. */
export function addServers(registry: Registry, parts: ServerParts): void {
  const { bus, store, workers, tls, stateDir } = parts;
  gauge({
    registry,
    name: 'stellwerk_server_up',
    help: 'Whether the server answers.',
    labelNames: ['server'],
    read: async () => [
      [{ server: 'nats' }, await answers(bus.ready())],
      [{ server: 'postgres' }, await answers(store.ready())],
    ],
  });
  const jetStream = [
    ['stellwerk_jetstream_storage_bytes', 'Bytes that JetStream holds.', 'bytes'],
    ['stellwerk_jetstream_storage_limit_bytes', 'Bytes that it may hold.', 'maxBytes'],
    ['stellwerk_jetstream_streams', 'Streams of the account.', 'streams'],
    ['stellwerk_jetstream_consumers', 'Consumers of the account.', 'consumers'],
  ] as const;
  for (const [name, help, field] of jetStream) {
    gauge({
      ...{ registry, name, help },
      read: async () => {
        const usage = await unlessAway(bus.usage());
        return usage?.[field] == null ? [] : [[{}, usage[field]]];
      },
    });
  }
  gauge({
    registry,
    name: 'stellwerk_postgres_database_bytes',
    help: "Size of the hub's database.",
    read: async () => optional(await unlessAway(store.databaseBytes())),
  });
  gauge({
    registry,
    name: 'stellwerk_postgres_connections',
    help: "Connections of the record path's pool; calls that wait for one.",
    labelNames: ['state'],
    read: () => Object.entries(store.pool()).map(([state, count]) => [{ state }, count]),
  });
  gauge({
    registry,
    name: 'stellwerk_worker_threads',
    help: 'Worker threads that exist now.',
    read: () => [[{}, workers.threadIds.length]],
  });
  gauge({
    registry,
    name: 'stellwerk_worker_waiting_tasks',
    help: 'Pieces of work that wait for a worker thread.',
    read: () => [[{}, workers.waiting]],
  });
  addDisk(registry, stateDir);
  if (tls) addCertificate(registry, tls);
}

function addDisk(registry: Registry, stateDir: string): void {
  const figures = [
    ['stellwerk_disk_free_bytes', "Room left on the disk of the hub's folder.", 'bavail'],
    ['stellwerk_disk_size_bytes', "Size of the disk of the hub's folder.", 'blocks'],
  ] as const;
  for (const [name, help, field] of figures) {
    gauge({
      ...{ registry, name, help },
      read: async () => {
        const disk = await statfs(stateDir);
        return [[{}, disk[field] * disk.bsize]];
      },
    });
  }
}

function addCertificate(registry: Registry, tls: TlsPort): void {
  gauge({
    registry,
    name: 'stellwerk_certificate_expiry_timestamp_seconds',
    help: "When the hub's TLS certificate expires.",
    read: () => [[{}, Date.parse(new X509Certificate(tls.current().cert).validTo) / 1_000]],
  });
}

async function answers(call: Promise<void>): Promise<0 | 1> {
  return (await unlessAway(call.then(() => true))) ? 1 : 0;
}

/** Null when the server is unavailable: the other figures are still reported, and `stellwerk_server_up` shows the outage. */
async function unlessAway<T>(call: Promise<T>): Promise<T | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), ANSWER_MS);
  try {
    return await Promise.race([call, late.promise]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}

function optional(value: number | null): [Record<string, string>, number][] {
  return value === null ? [] : [[{}, value]];
}
