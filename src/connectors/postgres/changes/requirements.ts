import { Failure } from '../../../connector-api/index.ts';
import type { Database } from '../database.ts';
import { quote } from '../table.ts';

/** The table whose changes are captured. */
export interface CapturedTable {
  readonly oid: number;
  readonly schema: string;
  readonly name: string;
  /** Schema and name, quoted. */
  readonly sql: string;
  /** Columns that the server sends; generated columns are not included. */
  readonly columns: readonly string[];
}

/** Columns of the replica identity of a table `c` when it is an index. */
const IDENTITY = `from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = any(i.indkey)
      where i.indrelid = c.oid and case c.relreplident when 'd' then i.indisprimary when 'i' then i.indisreplident else false end`;

type TableRow = [
  oid: number,
  schema: string,
  name: string,
  kind: string,
  persistence: string,
  identity: string,
  columns: string[] | null,
  identityColumns: string[] | null,
];

const TABLE = `select c.oid, n.nspname, c.relname, c.relkind::text, c.relpersistence::text, c.relreplident::text,
    (select json_agg(a.attname order by a.attnum) from pg_attribute a
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''),
    (select json_agg(a.attname) ${IDENTITY})
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass($1)`;

/** `$1` table, `$2` key. Finds a partition whose replica identity lacks the key; each partition has its own. */
const MUTE_PARTITION = `select c.oid::regclass::text from pg_partition_tree(to_regclass($1)) p join pg_class c on c.oid = p.relid
  where p.isleaf and c.relreplident <> 'f' and not exists (select 1 ${IDENTITY} and a.attname = $2) limit 1`;

const SERVER = `select current_setting('wal_level'), current_setting('server_version_num')::int`;

const FIRST_VERSION = 140_000;

/**
 * Checks that the changes of a table can be captured, before anything is created: publishing a table without a replica identity
 * would make the application's own updates fail.
 * @throws Failure SOURCE_REFUSED that says what to change in the database
 */
export async function requireCapturable(
  database: Database,
  { entity, key }: { readonly entity: string; readonly key: string },
  signal: AbortSignal,
): Promise<CapturedTable> {
  const [server] = await database.query<[string, number]>({ text: SERVER }, signal);
  const [walLevel = '', version = 0] = server ?? [];
  if (version < FIRST_VERSION) throw refused('Capturing changes requires PostgreSQL 14 or newer.');
  if (walLevel !== 'logical') {
    throw refused(
      `wal_level of the server is ${walLevel}: set wal_level = logical in its configuration and restart it.`,
    );
  }
  const sql = entity.split('.').map(quote).join('.');
  const [row] = await database.query<TableRow>({ text: TABLE, values: [sql] }, signal);
  if (!row) throw refused(`There is no table ${entity} (or this user may not see it).`);
  const [oid, schema, name, kind, persistence, identity, columns, identityColumns] = row;
  if (!['r', 'p'].includes(kind) || persistence !== 'p') {
    throw refused(
      `${entity} is not a permanent table, so its changes cannot be captured: poll it instead.`,
    );
  }
  if (!columns?.includes(key)) {
    throw refused(`Table ${entity} has no column ${key} whose changes the server sends.`);
  }
  if (identity !== 'f' && !identityColumns?.includes(key)) throw withoutKey(key, entity, entity);
  const mute = { text: MUTE_PARTITION, values: [sql, key] };
  const [partition] = kind === 'p' ? await database.query<[string]>(mute, signal) : [];
  if (partition) throw withoutKey(key, `partition ${partition[0]}`, partition[0]);
  return { oid, schema, name, sql: `${quote(schema)}.${quote(name)}`, columns };
}

function withoutKey(key: string, where: string, table: string): Failure {
  return refused(
    `The key ${key} is not in the replica identity of ${where}, so the server would not say which row was deleted: make it the primary key, or \`alter table ${table} replica identity full\`.`,
  );
}

type PublicationRow = [
  complete: boolean,
  columns: string[] | null,
  filter: string | null,
  covers: boolean,
  entry: string,
];

const PUBLICATION = `select p.pubinsert and p.pubupdate and p.pubdelete, to_jsonb(t)->'attnames', to_jsonb(t)->>'rowfilter', t.tablename is not null,
    concat_ws('.', p.oid, c.oid, r.oid)
  from pg_publication p
  left join pg_publication_tables t on t.pubname = p.pubname and t.schemaname = $2 and t.tablename = $3
  left join pg_class c on c.oid = to_regclass(format('%I.%I', $2, $3))
  left join pg_publication_rel r on r.prpubid = p.oid and r.prrelid = c.oid
  where p.pubname = $1`;

/** What a publication sends of a table. */
export interface Published {
  readonly columns: readonly string[];
  /** Why it does not send all changes of the table; null when it does. */
  readonly lack: string | null;
  /** Differs once the publication, the table, or its place in the publication was made again: nothing was sent in between. */
  readonly entry: string;
}

/** Reads what a publication sends of a table. */
export async function readPublished(
  database: Database,
  publication: string,
  table: Pick<CapturedTable, 'schema' | 'name' | 'sql' | 'columns'>,
  signal: AbortSignal,
): Promise<Published> {
  const values = [publication, table.schema, table.name];
  const [row] = await database.query<PublicationRow>({ text: PUBLICATION, values }, signal);
  return {
    columns: row?.[1] ?? table.columns,
    lack: row ? lackOf(row, publication, table) : `There is no publication ${publication}.`,
    entry: row?.[4] ?? '',
  };
}

function lackOf(
  [complete, , filter, covers]: PublicationRow,
  publication: string,
  { sql }: Pick<CapturedTable, 'sql'>,
): string | null {
  const named = `Publication ${publication}`;
  if (!covers)
    return `${named} does not include table ${sql} (a partitioned table requires publish_via_partition_root).`;
  if (!complete) return `${named} must publish insert, update and delete.`;
  if (filter === null) return null;
  return `${named} has a row filter: rows that leave it would stay in the targets.`;
}

/**
 * Says why a publication has not sent all changes of the table since an earlier look; null when it has.
 * @param entry as it was then; undefined when that is not known
 */
export function gapSince(entry: string | undefined, now: Published): string | null {
  if (now.lack !== null) return now.lack;
  if (entry === undefined || entry === now.entry) return null;
  return 'The publication, the table or its place in the publication was made again, and nothing was sent in between.';
}

export function refused(message: string): Failure {
  return new Failure('SOURCE_REFUSED', { message });
}
