import pg from 'pg';
import type {
  Delivery,
  Json,
  JsonObject,
  MatchRequest,
  Outcome,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { Database, Query } from './database.ts';
import { callFailure, isConflict, isDataError, isStaleSchema, recordFailure } from './failures.ts';
import type { PostgresTargetOptions } from './spec.ts';
import type { Column } from './table.ts';
import { columnOf, describeTable } from './table.ts';
import type { WritePlan, WriteRow } from './write-statements.ts';
import { createVersionsTable, deleteQuery, upsertQuery } from './write-statements.ts';

/** A delivery with the row that it becomes. */
interface Write {
  readonly delivery: Delivery;
  readonly row: WriteRow;
}

/** Deliveries that one statement can write: the same fields, or all deletes. */
interface Group {
  readonly columns: readonly Column[] | null;
  readonly writes: readonly Write[];
}

/**
 * Writes a table by one statement per batch, which is one transaction: rows and their versions together. Fields that a document
 * does not carry keep their value.
 */
export class PostgresTarget implements Target {
  readonly #database: Database;
  readonly #settings: TargetSettings;
  readonly #options: PostgresTargetOptions;
  readonly #name: string;
  #plan: Promise<WritePlan> | null = null;

  constructor(database: Database, settings: TargetSettings, connector: string) {
    this.#database = database;
    this.#settings = settings;
    this.#options = settings.options;
    this.#name = `${connector}, table ${settings.entity}`;
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const outcomes = new Map<Delivery, Outcome>();
    try {
      const plan = await this.#planned(signal);
      for (const group of groupByFields(plan, deliveries)) {
        await this.#write(plan, group, outcomes, signal);
      }
    } catch (error) {
      // Looked at again next time: the table may have been altered, which is then no trouble any more.
      if (isStaleSchema(error) || error instanceof Failure) this.#plan = null;
      signal.throwIfAborted();
      throw callFailure(error, 'target', this.#name);
    }
    return deliveries.map((delivery) => outcomes.get(delivery) as Outcome);
  }

  async match({
    field,
    values,
    signal,
  }: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>> {
    try {
      const { table, key } = await this.#planned(signal);
      const column = columnOf(table, field, 'TARGET_MISCONFIGURED');
      const rows = await this.#database.query<[string, string]>(
        {
          text: `select ${pg.escapeIdentifier(field)}::text, ${pg.escapeIdentifier(key.name)}::text
            from ${table.sql} where ${pg.escapeIdentifier(field)} = any($1::text[]::${column.type}[])`,
          values: [values],
        },
        signal,
      );
      const found = new Map<string, string[]>();
      for (const [value, id] of rows) found.set(value, [...(found.get(value) ?? []), id]);
      return found;
    } catch (error) {
      throw callFailure(error, 'target', this.#name);
    }
  }

  #planned(signal: AbortSignal): Promise<WritePlan> {
    this.#plan ??= this.#makePlan(signal).catch((error: unknown) => {
      this.#plan = null;
      throw error;
    });
    return this.#plan;
  }

  async #makePlan(signal: AbortSignal): Promise<WritePlan> {
    const { key, versionColumn, markDeleted } = this.#options;
    const { entity, lane } = this.#settings;
    const table = await describeTable(this.#database, entity, 'TARGET_MISCONFIGURED', signal);
    const column = (name: string) => columnOf(table, name, 'TARGET_MISCONFIGURED');
    const plan: WritePlan = {
      table,
      lane,
      key: key === undefined ? primaryKeyOf(table.name, [...table.columns.values()]) : column(key),
      version: versionColumn === undefined ? null : column(versionColumn),
      markDeleted: markDeleted === undefined ? null : column(markDeleted),
    };
    if (!plan.version) await this.#database.query(createVersionsTable(plan), signal);
    return plan;
  }

  async #write(
    plan: WritePlan,
    group: Group,
    outcomes: Map<Delivery, Outcome>,
    signal: AbortSignal,
  ): Promise<void> {
    const { columns, writes } = group;
    try {
      const rows = writes.map(({ row }) => row);
      const query = columns ? upsertQuery(plan, columns, rows) : deleteQuery(plan, rows);
      const changed = await this.#database.query<[string]>(this.#named(query), signal);
      const keys = new Set(changed.map(([key]) => key));
      // PostgreSQL answers keys in its own spelling (a number without leading zeros); all written is all applied.
      const all = changed.length === writes.length;
      for (const { delivery, row } of writes) {
        const kind = all || keys.has(row.key) ? 'applied' : 'unchanged';
        outcomes.set(delivery, { kind, externalId: row.key });
      }
    } catch (error) {
      await this.#narrow(plan, group, outcomes, signal, error);
    }
  }

  /** One bad record makes PostgreSQL refuse all: halves are tried until it stands alone. */
  async #narrow(
    plan: WritePlan,
    { columns, writes }: Group,
    outcomes: Map<Delivery, Outcome>,
    signal: AbortSignal,
    error: unknown,
  ): Promise<void> {
    if (isConflict(error)) {
      for (const { delivery } of writes)
        outcomes.set(delivery, { kind: 'failed', failure: busy(error) });
      return;
    }
    if (!isDataError(error)) throw error;
    const [only, other] = writes;
    if (only && !other) {
      const failure = recordFailure(error, plan.table.name);
      outcomes.set(only.delivery, { kind: 'failed', failure });
      return;
    }
    const middle = Math.ceil(writes.length / 2);
    await this.#write(plan, { columns, writes: writes.slice(0, middle) }, outcomes, signal);
    await this.#write(plan, { columns, writes: writes.slice(middle) }, outcomes, signal);
  }

  readonly #names = new Map<string, string>();

  /** Prepared statements: a lane has few, one per set of fields. */
  #named(query: Query): Query {
    const known = this.#names.get(query.text);
    if (known !== undefined) return { ...query, name: known };
    if (this.#names.size >= 50) return query;
    const name = `${this.#settings.lane.slice(-40)} ${this.#names.size}`;
    this.#names.set(query.text, name);
    return { ...query, name };
  }
}

function groupByFields(plan: WritePlan, deliveries: readonly Delivery[]): Group[] {
  const groups = new Map<string, { columns: Column[] | null; writes: Write[] }>();
  for (const delivery of deliveries) {
    const fields = delivery.operation === 'delete' ? null : fieldsOf(plan, delivery.document);
    const id = fields === null ? '' : `=${fields.join('\u0000')}`;
    let group = groups.get(id);
    if (!group) {
      const columns =
        fields?.map((field) => columnOf(plan.table, field, 'TARGET_MISCONFIGURED')) ?? null;
      group = { columns, writes: [] };
      groups.set(id, group);
    }
    group.writes.push({ delivery, row: toRow(plan, delivery, group.columns ?? []) });
  }
  return [...groups.values()];
}

/** The key has its own place, and the version column is the hub's. */
function fieldsOf({ key, version }: WritePlan, document: JsonObject): string[] {
  return Object.keys(document).filter((field) => field !== key.name && field !== version?.name);
}

function toRow({ key }: WritePlan, delivery: Delivery, columns: readonly Column[]): WriteRow {
  const { document, externalId, version, idempotencyKey } = delivery;
  const own = document[key.name];
  return {
    key:
      own === undefined || own === null
        ? (externalId ?? delivery.key)
        : (toText(own, key.type) ?? ''),
    version,
    mark: idempotencyKey,
    values: columns.map(({ name, type }) => toText(document[name] ?? null, type)),
  };
}

/** A value in PostgreSQL's input form for the type. */
function toText(value: Json, type: string): string | null {
  if (value === null) return null;
  if (typeof value === 'string' && !type.startsWith('json')) return value;
  if (Array.isArray(value) && type.endsWith('[]')) {
    const items = (value as readonly Json[]).map((item) =>
      item === null
        ? 'null'
        : `"${(toText(item, type.slice(0, -2)) ?? '').replace(/["\\]/g, '\\$&')}"`,
    );
    return `{${items.join(',')}}`;
  }
  return typeof value === 'object' || type.startsWith('json')
    ? JSON.stringify(value)
    : String(value);
}

function primaryKeyOf(table: string, columns: readonly Column[]): Column {
  const [only, ...others] = columns.filter(({ inPrimaryKey }) => inPrimaryKey);
  if (only && others.length === 0) return only;
  throw new Failure('TARGET_MISCONFIGURED', {
    message: `Table ${table} has no primary key of one column: set \`key\` to a column with a unique index.`,
  });
}

function busy(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error);
  return new Failure('TARGET_BUSY', { message, cause: error });
}
