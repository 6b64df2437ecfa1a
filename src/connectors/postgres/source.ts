import pg from 'pg';
import type {
  Cursor,
  JsonObject,
  Page,
  PageRequest,
  RejectedRow,
  Source,
  SourceRecord,
  SourceSettings,
} from '../../connector-api/index.ts';
import { isDeleted, nextBoundary, rejectRow } from '../../connector-api/index.ts';
import type { Database } from './database.ts';
import { callFailure } from './failures.ts';
import type { PostgresSourceOptions } from './spec.ts';
import type { Column, Table } from './table.ts';
import { columnOf, describeTable, isMoment, valueSql, versionSql } from './table.ts';

const MAX_UNREADABLE = 100;
const DEFAULT_OVERLAP_VERSIONS = 1000;

/** Where a sweep stands. Between sweeps only `boundary` is set. */
interface SweepCursor {
  readonly boundary: number | null;
  /** The last row of the page before: version and key as text. */
  readonly after: { readonly version: number; readonly key: string } | null;
  readonly newest: number | null;
  readonly clock: number | null;
}

const firstCursor: SweepCursor = { boundary: null, after: null, newest: null, clock: null };

interface Shape {
  readonly table: Table;
  readonly key: Column;
  /** Null: every run reads everything, in order of the key. */
  readonly version: Column | null;
}

/**
 * Reads a table in sweeps: each begins at the boundary that the last one left and walks, page by page, over (version, key), so
 * equal timestamps across pages are no trouble. What makes it safe against late commits is told at `nextBoundary`. An index on
 * (version, key) makes a sweep cost what changed.
 */
export class PostgresSource implements Source {
  readonly #database: Database;
  readonly #settings: SourceSettings;
  readonly #options: PostgresSourceOptions;
  readonly #name: string;
  #shape: Shape | null = null;

  constructor(database: Database, settings: SourceSettings, connector: string) {
    this.#database = database;
    this.#settings = settings;
    this.#options = settings.options;
    this.#name = `${connector}, table ${settings.entity}`;
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    try {
      const saved = (cursor as SweepCursor | null) ?? firstCursor;
      const begins = saved.after === null;
      // Looked at once per sweep: a column may come or go between two.
      if (begins || !this.#shape) this.#shape = await this.#describe(signal);
      const shape = this.#shape;
      const clock = begins ? await this.#clock(shape, signal) : saved.clock;
      const rejected = begins ? await this.#unreadable(shape, signal) : [];
      const rows = await this.#rows(shape, saved, limit, signal);
      const records = rows.map((row) => this.#toRecord(row, clock));
      const at = records.at(-1);
      const newest =
        at && shape.version ? Math.max(saved.newest ?? -Infinity, at.version) : saved.newest;
      const sweep = { ...saved, clock, newest };
      const more = records.length === limit;
      const next =
        more && at
          ? { ...sweep, after: { version: at.version, key: at.key } }
          : this.#finish(shape, sweep);
      return { records, rejected, cursor: next as unknown as Cursor, more };
    } catch (error) {
      throw callFailure(error, 'source', this.#name);
    }
  }

  async #describe(signal: AbortSignal): Promise<Shape> {
    const { entity, key, version } = this.#settings;
    const table = await describeTable(this.#database, entity, 'SOURCE_REFUSED', signal);
    return {
      table,
      key: columnOf(table, key, 'SOURCE_REFUSED'),
      version: version === null ? null : columnOf(table, version, 'SOURCE_REFUSED'),
    };
  }

  #finish({ version }: Shape, sweep: SweepCursor): SweepCursor {
    const moments = version !== null && isMoment(version);
    const overlap = moments
      ? this.#settings.overlapMs * 1000
      : (this.#options.overlapVersions ?? DEFAULT_OVERLAP_VERSIONS);
    const clock = moments ? sweep.clock : null;
    return { ...firstCursor, boundary: nextBoundary({ ...sweep, clock, overlap }) };
  }

  /**
   * The server's clock, or the start of the oldest transaction still open: what it has written carries timestamps from then on
   * and is not visible yet. Transactions of other users are seen only with the role pg_read_all_stats; the overlap covers them.
   */
  async #clock({ version }: Shape, signal: AbortSignal): Promise<number | null> {
    if (version !== null && !isMoment(version)) return null;
    const text = `select floor(extract(epoch from least(clock_timestamp(), (
      select min(xact_start) from pg_stat_activity where pid <> pg_backend_pid() and datname = current_database()
    ))) * 1000000)::bigint::text`;
    const [row] = await this.#database.query<[string]>({ text }, signal);
    return Number(row?.[0]);
  }

  async #rows(
    { table, key, version }: Shape,
    cursor: SweepCursor,
    limit: number,
    signal: AbortSignal,
  ): Promise<[key: string, version: string | null, document: string][]> {
    const keySql = pg.escapeIdentifier(key.name);
    const position = version ? `${pg.escapeIdentifier(version.name)}, ${keySql}` : keySql;
    const values: unknown[] = [limit];
    const conditions = [key, version]
      .filter((column) => column !== null)
      .map(({ name }) => `${pg.escapeIdentifier(name)} is not null`);
    if (cursor.after !== null) {
      values.push(cursor.after.key);
      const from = version ? `${valueSql(version, '$3')}, ` : '';
      if (version) values.push(cursor.after.version);
      conditions.push(`(${position}) > (${from}$2::text::${key.type})`);
    } else if (version && cursor.boundary !== null) {
      values.push(cursor.boundary);
      conditions.push(`${pg.escapeIdentifier(version.name)} >= ${valueSql(version, '$2')}`);
    }
    const versionText = version
      ? versionSql(version, pg.escapeIdentifier(version.name))
      : 'null::bigint';
    const text = `select ${keySql}::text, ${versionText}::text, row_to_json(document)::text
      from (select ${this.#columns()} from ${table.sql}
        where ${conditions.join(' and ')} order by ${position} limit $1) document`;
    return this.#database.query({ text, values }, signal);
  }

  #columns(): string {
    const { key, version, deleted } = this.#settings;
    const { columns } = this.#options;
    if (!columns) return '*';
    const names = [...columns, key, version, deleted].filter((name) => name !== null);
    return [...new Set(names)].map(pg.escapeIdentifier).join(', ');
  }

  #toRecord(
    [key, version, text]: [string, string | null, string],
    clock: number | null,
  ): SourceRecord {
    const document = JSON.parse(text) as JsonObject;
    const deleted = isDeleted(document, this.#settings.deleted);
    return {
      key,
      version: version === null ? (clock ?? 0) : Number(version),
      operation: deleted ? 'delete' : 'upsert',
      document,
    };
  }

  /** Rows that no sweep can meet, since they have no key or no version: told at the beginning of each, 100 at most. */
  async #unreadable({ table, key, version }: Shape, signal: AbortSignal): Promise<RejectedRow[]> {
    const wanted = [key, version].filter((column) => column?.nullable === true) as Column[];
    if (wanted.length === 0) return [];
    const missing = wanted.map(({ name }) => `${pg.escapeIdentifier(name)} is null`).join(' or ');
    const rows = await this.#database.query<[string]>(
      {
        text: `select row_to_json(t)::text from ${table.sql} t where ${missing} limit ${MAX_UNREADABLE}`,
      },
      signal,
    );
    const names = wanted.map(({ name }) => name).join(' or ');
    return rows.map(([raw], index) =>
      rejectRow(
        raw,
        `${table.name}, row ${index + 1} without ${names}`,
        `column ${names} is null: fill it`,
      ),
    );
  }
}
