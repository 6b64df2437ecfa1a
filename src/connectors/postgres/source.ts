import type {
  Cursor,
  Fetched,
  FetchRequest,
  Page,
  PageRequest,
  RejectedRow,
  Source,
  SourceRecord,
  SourceSettings,
} from '../../connector-api/index.ts';
import { Failure, isDeleted, nextBoundary, rejectRow } from '../../connector-api/index.ts';
import { isKey, parseExactly } from '../../domain/index.ts';
import type { Queries } from './database.ts';
import { callFailure } from './failures.ts';
import { fetchQuery } from './keys-fetch.ts';
import { rejectKey } from './reject-key.ts';
import type { PostgresSourceOptions } from './spec.ts';
import type { PageRow, PageStart, Shape, UnfitRow } from './sweep-statements.ts';
import { nowQuery, pageQuery, safeClockQuery, unfitQuery } from './sweep-statements.ts';
import { columnOf, describeTable, quote } from './table.ts';
import { isMoment, isZoneless, requireVersions, versionLimits } from './version-column.ts';

const MAX_UNFIT = 100;
const DEFAULT_OVERLAP_VERSIONS = 1000;

/** State of a sweep. Between sweeps only `boundary` is set; without a version column it is the last sweep's clock. */
interface SweepCursor extends PageStart {
  readonly newest: number | null;
  readonly clock: number | null;
}

const firstCursor: SweepCursor = { boundary: null, after: null, newest: null, clock: null };

/**
 * Reads a table in sweeps: each begins at the boundary that the last one left and proceeds page by page over (version, key), so
 * that equal timestamps may span pages. `nextBoundary` explains why late commits are not missed. With an index on (version, key) a
 * sweep costs only what changed.
 *
 * A document is the row as `row_to_json` returns it, with every digit kept: timestamps as ISO 8601 (timestamptz in UTC), numbers
 * that JavaScript would round as text, bytea as `\x` and hexadecimal digits, json and arrays as they are.
 */
export class PostgresSource implements Source {
  readonly #database: Queries;
  readonly #settings: SourceSettings;
  readonly #options: PostgresSourceOptions;
  readonly #name: string;
  #shape: Shape | null = null;

  constructor(database: Queries, settings: SourceSettings, connector: string) {
    this.#database = database;
    this.#settings = settings;
    this.#options = settings.options;
    this.#name = `${connector}, table ${settings.entity}`;
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    try {
      const saved = (cursor as SweepCursor | null) ?? firstCursor;
      const begins = saved.after === null;
      // Described once per sweep, because columns may be added or dropped in between.
      if (begins || !this.#shape) this.#shape = await this.#describe(signal);
      const shape = this.#shape;
      const clock = begins ? await this.#clock(shape, saved, signal) : saved.clock;
      const unfit = begins ? await this.#unfit(shape, signal) : [];
      const query = pageQuery(shape, saved, limit);
      const rows = await this.#database.query<PageRow>(query, signal);
      const more = rows.length === limit;
      const next = this.#moveOn(shape, { ...saved, clock }, rows, more);
      const keyed = rows.filter(([key]) => isKey(key));
      const unkeyed = keyed.length < rows.length ? rows.filter(([key]) => !isKey(key)) : [];
      return {
        records: keyed.map((row) => this.#toRecord(row, clock)),
        rejected: [...unfit, ...unkeyed.map((row) => this.#withoutKey(row))],
        cursor: next as unknown as Cursor,
        more,
      };
    } catch (error) {
      throw callFailure(error, 'source', this.#name);
    }
  }

  async fetch({ keys, signal }: FetchRequest): Promise<Fetched> {
    try {
      const shape = this.#shape ?? (await this.#describe(signal));
      // Without a version column the time of reading is the version, as in a sweep.
      const [now] = shape.version ? [] : await this.#database.query<[string]>(nowQuery, signal);
      const rows = await this.#database.query<PageRow>(fetchQuery(shape, keys), signal);
      const clock = now ? Number(now[0]) : null;
      return { records: rows.map((row) => this.#toRecord(row, clock)), rejected: [] };
    } catch (error) {
      throw callFailure(error, 'source', this.#name);
    }
  }

  async #describe(signal: AbortSignal): Promise<Shape> {
    const { entity, key, version, created, deleted } = this.#settings;
    if (created !== undefined) {
      throw new Failure('SOURCE_REFUSED', {
        message: `Stream of table ${entity}: \`created\` is not for tables, since a sweep needs one column with an index. Use a generated column or a view with coalesce(${version}, ${created}) as \`version\`.`,
      });
    }
    const { columns } = this.#options;
    const table = await describeTable(this.#database, entity, 'SOURCE_REFUSED', signal);
    const column = (name: string) => columnOf(table, name, 'SOURCE_REFUSED');
    const wanted = [...(columns ?? []), key, version, deleted].filter((name) => name !== null);
    return {
      table,
      key: column(key),
      version: version === null ? null : requireVersions(table, column(version), 'SOURCE_REFUSED'),
      columns: columns ? [...new Set(wanted)].map(quote).join(', ') : '*',
    };
  }

  /** The position for the next page; after the last page, where the next sweep begins. */
  #moveOn(
    { version }: Shape,
    sweep: SweepCursor,
    rows: readonly PageRow[],
    more: boolean,
  ): SweepCursor {
    const [key, text] = rows.at(-1) ?? [];
    const at = Number(text ?? 0);
    const newest =
      version && key !== undefined ? Math.max(sweep.newest ?? -Infinity, at) : sweep.newest;
    if (more && key !== undefined) return { ...sweep, newest, after: { version: at, key } };
    if (!version) return { ...firstCursor, boundary: sweep.clock };
    const moments = isMoment(version);
    const overlap = moments
      ? this.#settings.overlapMs * 1000
      : (this.#options.overlapVersions ?? DEFAULT_OVERLAP_VERSIONS);
    const clock = moments ? sweep.clock : null;
    // Times of a zone west of UTC are all before that clock, which then bounds nothing.
    const since = clock !== null && isZoneless(version) ? Date.now() * 1000 - clock : 0;
    const reach = overlap + Math.max(0, since);
    return { ...firstCursor, boundary: nextBoundary({ ...sweep, newest, clock, overlap: reach }) };
  }

  async #clock(
    { version }: Shape,
    { boundary }: SweepCursor,
    signal: AbortSignal,
  ): Promise<number | null> {
    if (version !== null && !isMoment(version)) return null;
    const query = version === null ? nowQuery : safeClockQuery;
    const [row] = await this.#database.query<[string]>(query, signal);
    const clock = Number(row?.[0]);
    // When the sweep's clock is the version it must rise, or changes would count as older than what was read before.
    return version === null && boundary !== null ? Math.max(clock, boundary + 1) : clock;
  }

  #toRecord([key, version, text]: PageRow, clock: number | null): SourceRecord {
    const document = parseExactly(text);
    const deleted = isDeleted(document, this.#settings.deleted);
    return {
      key,
      version: version === null ? (clock ?? 0) : Number(version),
      operation: deleted ? 'delete' : 'upsert',
      document,
    };
  }

  /** Returns rows that no sweep can read, because they lack a key or a version: at the beginning of each sweep, 100 at most. */
  async #unfit(shape: Shape, signal: AbortSignal): Promise<RejectedRow[]> {
    const query = unfitQuery(shape, MAX_UNFIT);
    if (!query) return [];
    const { table, key, version } = shape;
    const rows = await this.#database.query<UnfitRow>(query, signal);
    return rows.map(([keyText, versionIsNull, raw], index) => {
      if (keyText === null) {
        const position = `${table.name}, row ${index + 1} without ${key.name}`;
        return rejectRow(raw, position, `column ${key.name} is null: fill it`);
      }
      // The key makes the position stable: the same row reported by every sweep is one dead letter, not many.
      const position = `${table.name}, ${key.name} ${keyText.slice(0, 200)}`;
      const limits =
        version && !versionIsNull ? `must hold ${versionLimits(version)}` : 'is null: fill it';
      const shown = isKey(keyText) ? keyText : undefined;
      return rejectRow(raw, position, `column ${version?.name} ${limits}`, shown);
    });
  }
  #withoutKey([text, version, raw]: PageRow): RejectedRow {
    return rejectKey(this.#settings, text, { version, raw });
  }
}
