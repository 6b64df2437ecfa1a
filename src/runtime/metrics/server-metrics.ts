import { statfs } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import type { BusConnection } from '../../bus/index.ts';
import type { TlsPort } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import type { Workers } from '../../workers/index.ts';
import type { Family, Reading } from './family.ts';
import { labelsOf } from './family.ts';
import { unlessAway } from './unless-away.ts';

export interface ServerParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly workers: Workers;
  /** Absent without TLS. */
  readonly tls: TlsPort | undefined;
  /** The folder whose disk is measured. */
  readonly stateDir: string;
}

/** Returns the figures of the servers, and of the machine that the hub runs on. */
export function serverFamilies({ bus, store, workers, tls, stateDir }: ServerParts): Family[] {
  return [
    gauge('stellwerk_server_up', 'Whether the server answers.', async () => [
      [labelsOf({ server: 'nats' }), await answers(bus.ready())],
      [labelsOf({ server: 'postgres' }), await answers(store.ready())],
    ]),
    ...jetStreamFigures.map(([name, help, field]) =>
      gauge(name, help, async () => optional((await unlessAway(bus.usage()))?.[field] ?? null)),
    ),
    gauge('stellwerk_postgres_database_bytes', "Size of the hub's database.", async () =>
      optional(await unlessAway(store.databaseBytes())),
    ),
    gauge(
      'stellwerk_postgres_connections',
      "Connections of the record path's pool; calls that wait for one.",
      () =>
        Object.entries(store.pool()).map(([state, count]) => [labelsOf({ state }), count] as const),
    ),
    gauge('stellwerk_worker_threads', 'Worker threads that exist now.', () =>
      optional(workers.threadIds.length),
    ),
    gauge('stellwerk_worker_waiting_tasks', 'Pieces of work that wait for a worker thread.', () =>
      optional(workers.waiting),
    ),
    ...diskFigures.map(([name, help, field]) =>
      gauge(name, help, async () => {
        const disk = await statfs(stateDir);
        return optional(disk[field] * disk.bsize);
      }),
    ),
    ...(tls ? [certificate(tls)] : []),
  ];
}

const jetStreamFigures = [
  ['stellwerk_jetstream_storage_bytes', 'Bytes that JetStream holds.', 'bytes'],
  ['stellwerk_jetstream_storage_limit_bytes', 'Bytes that it may hold.', 'maxBytes'],
  ['stellwerk_jetstream_streams', 'Streams of the account.', 'streams'],
  ['stellwerk_jetstream_consumers', 'Consumers of the account.', 'consumers'],
] as const;

const diskFigures = [
  ['stellwerk_disk_free_bytes', "Room left on the disk of the hub's folder.", 'bavail'],
  ['stellwerk_disk_size_bytes', "Size of the disk of the hub's folder.", 'blocks'],
] as const;

function certificate(tls: TlsPort): Family {
  return gauge(
    'stellwerk_certificate_expiry_timestamp_seconds',
    "When the hub's TLS certificate expires.",
    () => optional(Date.parse(new X509Certificate(tls.current().cert).validTo) / 1_000),
  );
}

function gauge(name: string, help: string, read: Family['read']): Family {
  return { type: 'gauge', name, help, read };
}

async function answers(call: Promise<void>): Promise<0 | 1> {
  return (await unlessAway(call.then(() => true))) ? 1 : 0;
}

function optional(value: number | null): Reading[] {
  return value === null ? [] : [['', value]];
}
