import type { MikroORM } from '@mikro-orm/postgresql';
import type pg from 'pg';
import { Failure, reasonOf } from '../domain/index.ts';
import type { DatabasePlace } from './database.ts';
import { ownConnection, quote } from './database.ts';
import { lockKey } from './lock-key.ts';
import { migrations } from './migrations/index.ts';

/** `server_version_num` of the oldest PostgreSQL with which the statements are tested. */
const MIN_SERVER_VERSION = 150_000;

/** A hub's database and its schema there. */
export interface SchemaPlace extends DatabasePlace {
  readonly namespace: string;
}

/**
 * Checks that the database answers, is new enough, and was not migrated by a newer version. Changes nothing, so a hub
 * may do it while another one works there.
 * @throws Failure SETUP_FAILED with the remedy; CANCELLED if the signal aborts
 */
export async function requireUsable(
  place: SchemaPlace,
  signal: AbortSignal | undefined,
): Promise<void> {
  await overOwnConnection(place, signal, async (client) => {
    await requireVersion(client);
    await requireOwnMigrations(client, place);
  });
}

/**
 * Creates the schema, and runs missing migrations. Hubs that do so at the same time do it one after the other under an
 * advisory lock; the later ones find nothing left to do.
 * @throws Failure SETUP_FAILED with the remedy; CANCELLED if the signal aborts
 */
export async function setUpSchema(
  orm: MikroORM,
  place: SchemaPlace,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { namespace } = place;
  await overOwnConnection(place, signal, async (client) => {
    await client.query('select pg_advisory_lock($1)', [lockKey('setup', namespace)]);
    await createSchema(client, namespace);
    await requireOwnMigrations(client, place); // The hub that had the lease before may have been a newer one.
    await orm.migrator.up();
  });
}

async function overOwnConnection(
  place: SchemaPlace,
  signal: AbortSignal | undefined,
  work: (client: pg.Client) => Promise<void>,
): Promise<void> {
  const { client, destroy } = ownConnection(place, `stellwerk ${place.namespace} setup`);
  client.on('error', () => undefined); // The call in progress rejects with the same reason.
  signal?.addEventListener('abort', destroy, { once: true });
  try {
    signal?.throwIfAborted();
    await client.connect();
    await work(client);
  } catch (error) {
    throw signal?.aborted ? cancelled() : setupFailure(error, place.databaseUrl);
  } finally {
    signal?.removeEventListener('abort', destroy);
    await client.end().catch(() => undefined); // Frees a lock too; an earlier error says more.
  }
}

async function requireVersion(client: pg.Client): Promise<void> {
  const result = await client.query<{ number: string; name: string }>(
    `select current_setting('server_version_num') as number, current_setting('server_version') as name`,
  );
  const version = result.rows[0];
  if (version && Number(version.number) >= MIN_SERVER_VERSION) return;
  throw new Failure('SETUP_FAILED', {
    message: `The hub database is PostgreSQL ${version?.name}; 15 or newer is required. Update it, or unset STELLWERK_DATABASE_URL to use the embedded one.`,
  });
}

/** Checks first: `create schema if not exists` requires the privilege to create even if the schema exists. */
async function createSchema(client: pg.Client, namespace: string): Promise<void> {
  const found = await client.query('select 1 from pg_namespace where nspname = $1', [namespace]);
  if (found.rowCount === 0) await client.query(`create schema ${quote(namespace)}`);
}

/**
 * A newer version's tables hold what this version neither reads nor keeps up, such as which things were merged, so it
 * would damage them without a word.
 */
async function requireOwnMigrations(
  client: pg.Client,
  { databaseUrl, namespace }: SchemaPlace,
): Promise<void> {
  const table = `${quote(namespace)}.migration`;
  const found = await client.query<{ exists: boolean }>(
    'select to_regclass($1) is not null as exists',
    [table],
  );
  if (!found.rows[0]?.exists) return;
  const { rows } = await client.query<{ name: string }>(
    `select name from ${table} where name <> all($1) order by name desc limit 1`,
    [migrations.map(({ name }) => name)],
  );
  if (!rows[0]) return;
  throw new Failure('SETUP_FAILED', {
    message: `The hub database at ${placeOf(databaseUrl)} was used by a newer version of Stellwerk (its schema is at ${rows[0].name}), whose data this version would damage. Start that version again, or restore the backup from before the update.`,
  });
}

function setupFailure(error: unknown, databaseUrl: string): Failure {
  if (error instanceof Failure) return error;
  return new Failure('SETUP_FAILED', {
    message: `The hub database at ${placeOf(databaseUrl)} cannot be used: ${reasonOf(error)}. Start it, create the database, or correct STELLWERK_DATABASE_URL.`,
    cause: error,
  });
}

/** Returns host, port and database without user and password. */
function placeOf(databaseUrl: string): string {
  if (!URL.canParse(databaseUrl)) return 'an address that is not a URL';
  const { host, pathname } = new URL(databaseUrl);
  return `${host}${pathname}`;
}

function cancelled(): Failure {
  return new Failure('CANCELLED', { message: 'Opening the hub database was cancelled.' });
}
