import type { MikroORM } from '@mikro-orm/postgresql';
import type { JsonObject } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import { AuditLog } from './audit-log.ts';
import { ApiKeyBook } from './api-keys.ts';
import { ArrivalBooks } from './arrival-book.ts';
import { CauseBook } from './cause-book.ts';
import { Database, Lines, quote } from './database.ts';
import type { PoolUse } from './database.ts';
import { DeadLetterBook } from './dead-letter-book.ts';
import { findLinks, masterKeyCountSql } from './endpoints.ts';
import type { Links } from './endpoints.ts';
import { CapturedStreams } from './captured-streams.ts';
import { ConfigVersions } from './config-versions.ts';
import { ActorSnapshot } from './entities/index.ts';
import { ErasureBook } from './erasure-book.ts';
import { storeCall } from './failures.ts';
import { ImportBook } from './import-book.ts';
import { Forgetting } from './forgetting.ts';
import { KnownKeysBook } from './known-keys.ts';
import type { LaneMemory } from './lane-ledger.ts';
import type { LaneMemoryName, OpenedLane } from './lane-openings.ts';
import { openLanes } from './lane-openings.ts';
import { asideStatements, laneStatements } from './lane-statements.ts';
import { acquireLease } from './lease.ts';
import type { Lease, LeaseOptions, LeasePlace } from './lease.ts';
import { createOrm } from './orm.ts';
import { RecordBook } from './record-book.ts';
import { RelinkBook } from './relink-book.ts';
import { RunBook } from './run-book.ts';
import { ScheduleBook } from './schedule-book.ts';
import { requireUsable, setUpSchema } from './setup.ts';
import { StreamMemory, loadStreams } from './stream-ledger.ts';
import type { StreamLedger, StreamMemoryState } from './stream-ledger.ts';
import { streamStatements } from './stream-statements.ts';
import { Turnstile } from './turnstile.ts';
import { TwoWayBook } from './two-way-book.ts';

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`; the database must exist. */
  readonly databaseUrl: string;
  /**
   * Name of the PostgreSQL schema that holds everything; created if missing. Hubs with different namespaces do not
   * interfere.
   */
  readonly namespace: string;
  /** Ends the checks and the opening; their promises then reject with CANCELLED. */
  readonly signal?: AbortSignal;
  /** After how long the server ends a transaction that is left open, as by a hub that vanished. Default 30 s. */
  readonly silentTransactionMs?: number;
}

/** Persisted states of actors, by actor id. */
export interface Snapshots {
  load(): Promise<ReadonlyMap<string, JsonObject>>;
  /** Replaces the actor's snapshot. */
  save(id: string, snapshot: JsonObject): Promise<void>;
}

/** The hub's memory in PostgreSQL. Every call throws STORE_UNAVAILABLE if the database did not answer. */
export interface Store {
  /**
   * Opens the memory of one lane. The same name with another identity or target is a different, empty memory, with
   * which the lane starts at seq 0.
   * @param begin returns where a new memory starts instead: the lane takes what is behind that seq
   */
  lane(name: LaneMemoryName, begin?: () => Promise<number>): Promise<LaneMemory>;
  /**
   * Opens the memories of many lanes and reads what they hold, by the lanes' names, with a few statements for all of
   * them.
   */
  lanes(
    names: readonly LaneMemoryName[],
    begin: (lane: string) => Promise<number>,
  ): Promise<ReadonlyMap<string, OpenedLane>>;
  /** Returns the memory of one stream. Nothing is read or written before its first call. */
  stream(name: string): StreamLedger;
  /** Reads what the memories of these streams hold, by name, with one statement. */
  streamStates(names: readonly string[]): Promise<ReadonlyMap<string, StreamMemoryState>>;
  readonly snapshots: Snapshots;
  readonly arrivals: ArrivalBooks;
  readonly deadLetters: DeadLetterBook;
  readonly twoWay: TwoWayBook;
  readonly causes: CauseBook;
  readonly imports: ImportBook;
  readonly records: RecordBook;
  readonly runs: RunBook;
  readonly schedules: ScheduleBook;
  readonly audit: AuditLog;
  /** Returns the version of the PostgreSQL server, such as `18.1`. */
  serverVersion(): Promise<string>;
  /** Returns the size of the database on disk. */
  databaseBytes(): Promise<number>;
  /** Returns the connections of the record path's pool, and the calls that wait for one. */
  pool(): PoolUse;
  readonly configVersions: ConfigVersions;
  readonly captured: CapturedStreams;
  readonly knownKeys: KnownKeysBook;
  /** Deletes what is remembered of removed streams and lanes. */
  readonly forget: Forgetting;
  /** Erases what is held of one thing. */
  readonly erasures: ErasureBook;
  /** Merges two things into one, and splits one into two. */
  readonly relinks: RelinkBook;
  readonly apiKeys: ApiKeyBook;
  /** Resolves when the database accepts writes. */
  ready(): Promise<void>;
  /** Counts the things that the hub knows, each with one master key. Takes a third of a second per million. */
  masterKeyCount(): Promise<number>;
  /**
   * Returns the master key of an id and all ids linked with it; null if the hub does not know it. A source with a
   * shared identity has its ids in the key space: connector empty, entity the identity.
   */
  links(connector: string, entity: string, externalId: string): Promise<Links | null>;
  /**
   * Ends all connections at once, for a stop that cannot wait any longer: calls in progress and later ones fail. What
   * became of those in progress is unknown, as after a crash.
   */
  cut(): void;
  /** Closes all connections except a lease's, after the calls in progress. */
  close(): Promise<void>;
}

/** A hub's database, as long as nothing in it has been changed. */
export interface HubDatabase {
  /** Waits until this process is the only hub of the namespace. */
  acquireLease(options: LeaseOptions): Promise<Lease>;
  /**
   * Opens the memory of the namespace and migrates it. Acquire the lease first: a hub of an older version that is still
   * at work would damage the new tables.
   * @throws Failure SETUP_FAILED, with the remedy, if the database refuses
   */
  openStore(): Promise<Store>;
}

/**
 * Connects to the database of a namespace and checks it.
 * @throws Failure SETUP_FAILED, with the remedy, if it cannot be reached, is too old, or was used by a newer version
 */
export async function reachDatabase(options: DatabaseOptions): Promise<HubDatabase> {
  const { databaseUrl, namespace, signal, silentTransactionMs } = options;
  requireUrl(databaseUrl);
  const place = {
    ...{ databaseUrl, namespace, silentTransactionMs },
    ...{ lines: new Lines(), backends: new Set<number>() },
  };
  await requireUsable(place, signal);
  return {
    acquireLease: (leaseOptions) => acquireLease(place, leaseOptions),
    async openStore() {
      const orm = createOrm(place, namespace);
      try {
        await setUpSchema(orm, place, signal);
      } catch (error) {
        await orm.close(true);
        throw error;
      }
      return makeStore(place, orm, new Database(place, namespace));
    },
  };
}

/** The value is not shown, since it may contain the password. */
function requireUrl(databaseUrl: string): void {
  const { protocol = '', pathname = '' } = URL.parse(databaseUrl) ?? {};
  if (/^postgres(ql)?:$/.test(protocol) && pathname.length > 1) return;
  throw new Failure('SETUP_FAILED', {
    message:
      'STELLWERK_DATABASE_URL is not the URL of a database: write postgres://user:password@host:5432/database.',
  });
}

function makeStore(place: LeasePlace, orm: MikroORM, database: Database): Store {
  const schema = quote(place.namespace);
  const tools = {
    ...{ database, schema, turnstile: new Turnstile<number>() },
    statements: laneStatements(schema),
    asideStatements: asideStatements(schema),
  };
  const ofStreams = streamStatements(schema);
  return {
    lane: (name, begin = async () => 0) =>
      storeCall(`open lane ${name.name}`, async () => {
        const opened = await openLanes(tools, [name], begin);
        const lane = opened.get(name.name);
        if (!lane) throw new Error('it was not opened');
        return lane.memory;
      }),
    lanes: (names, begin) => storeCall('open the lanes', () => openLanes(tools, names, begin)),
    stream: (stream) => new StreamMemory({ database, stream, statements: ofStreams }),
    streamStates: (names) =>
      storeCall('load the streams', () => loadStreams(database, ofStreams, names)),
    snapshots: snapshotsIn(orm),
    arrivals: new ArrivalBooks(database, schema),
    deadLetters: new DeadLetterBook(database, schema),
    twoWay: new TwoWayBook(database, schema),
    causes: new CauseBook(database, schema),
    imports: new ImportBook({ orm, database, schema }),
    records: new RecordBook(database, schema),
    runs: new RunBook(database, schema),
    schedules: new ScheduleBook(database, schema),
    audit: new AuditLog(database, schema),
    serverVersion: () =>
      storeCall('report its version', async () => {
        const text = `select current_setting('server_version')`;
        const [version] = await database.one({ name: 'server-version', text }, []);
        return version?.split(' ')[0] ?? 'unknown';
      }),
    databaseBytes: () =>
      storeCall('report its size', async () => {
        const text = 'select pg_database_size(current_database())';
        const [bytes] = await database.one({ name: 'database-bytes', text }, []);
        return Number(bytes);
      }),
    pool: () => database.use(),
    configVersions: new ConfigVersions(orm),
    captured: new CapturedStreams(database, schema),
    knownKeys: new KnownKeysBook(database, schema),
    forget: new Forgetting(database, schema),
    erasures: new ErasureBook(database, schema),
    relinks: new RelinkBook(database, schema),
    apiKeys: new ApiKeyBook(orm),
    ready: () =>
      storeCall('take writes', async () => {
        const text = `select current_setting('transaction_read_only')`;
        const [readOnly] = await database.one({ name: 'ready', text }, []);
        if (readOnly === 'on') throw new Error('it is read-only');
      }),
    masterKeyCount: () =>
      storeCall('count the master keys', async () => {
        const text = masterKeyCountSql(schema);
        const [count] = await database.one({ name: 'count-master-keys', text }, []);
        return Number(count);
      }),
    links: (connector, entity, externalId) =>
      storeCall('look up links', () => findLinks(orm, { connector, entity, externalId })),
    cut: () => place.lines.cut(),
    async close() {
      await Promise.all([database.close(), orm.close()]);
    },
  };
}

function snapshotsIn(orm: MikroORM): Snapshots {
  return {
    load: () =>
      storeCall('load actor snapshots', async () => {
        const rows = await orm.em.fork().findAll(ActorSnapshot);
        return new Map(rows.map((row) => [row.id, row.snapshot]));
      }),
    save: (id, snapshot) =>
      storeCall(`save the snapshot of ${id}`, async () => {
        await orm.em.fork().upsert(ActorSnapshot, { id, snapshot, updatedAt: new Date() });
      }),
  };
}
