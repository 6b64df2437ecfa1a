import type {
  Delivery,
  HeldThing,
  KeysRequest,
  MatchRequest,
  Outcome,
  PeekRequest,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import type { Queries, Query } from './database.ts';
import {
  busyFailure,
  callFailure,
  isBadValue,
  isConflict,
  isDataError,
  isStaleSchema,
  isUniqueViolation,
  recordFailure,
} from './failures.ts';
import type { Group, Write } from './groups.ts';
import { blamedColumns, groupByFields } from './groups.ts';
import { keysQuery } from './keys-query.ts';
import { readLastWrites } from './last-writes.ts';
import { spellKeys } from './key-spelling.ts';
import { matchQuery } from './match-query.ts';
import { peekRows } from './peek-rows.ts';
import type { Column } from './table.ts';
import { columnOf } from './table.ts';
import { makeVersionsTable, makeWritePlan } from './write-plan.ts';
import type { WritePlan } from './write-statements.ts';
import {
  deleteQuery,
  insertQuery,
  updateQuery,
  updatesFirst,
  upsertQuery,
} from './write-statements.ts';

/**
 * Writes a table with one statement per batch, which is one transaction: rows and their versions together. Fields that a document
 * does not contain keep their value.
 */
export class PostgresTarget implements Target {
  readonly #database: Queries;
  readonly #settings: TargetSettings;
  readonly #name: string;
  #plan: WritePlan | null = null;
  /** The plan whose versions table is known to exist; needed only for writing. */
  #ready: WritePlan | null = null;
  /** Whether rows that the hub has never written have been absent from the table so far. */
  #mayBeNew = true;

  constructor(database: Queries, settings: TargetSettings, connector: string) {
    this.#database = database;
    this.#settings = settings;
    this.#name = `${connector}, table ${settings.entity}`;
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const outcomes: Outcomes = new Map();
    await this.#withPlan(signal, async (plan) => {
      if (this.#ready !== plan) await makeVersionsTable(this.#database, plan, signal);
      this.#ready = plan;
      const open = deliveries.filter((delivery) => !outcomes.has(delivery));
      for (const group of groupByFields(plan, open)) {
        await this.#write(plan, group, outcomes, signal);
      }
    });
    return deliveries.map((delivery) => outcomes.get(delivery) as Outcome);
  }

  async match({
    field,
    values,
    signal,
  }: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>> {
    const found = new Map<string, string[]>();
    await this.#withPlan(signal, async ({ table, key }) => {
      const column = columnOf(table, field, 'TARGET_MISCONFIGURED');
      const rows = await this.#database
        .query<[string, string]>(matchQuery({ table, key, column, values }), signal)
        .catch((error: unknown) => {
          // Some values do not fit the column's type and so match nothing; comparing texts still finds the others.
          if (!isDataError(error)) throw error;
          return this.#database.query<[string, string]>(
            matchQuery({ table, key, column, values, asText: true }),
            signal,
          );
        });
      found.clear();
      for (const [value, id] of rows) {
        const ids = found.get(value);
        if (ids) ids.push(id);
        else found.set(value, [id]);
      }
    });
    return found;
  }

  async peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    let held: readonly (HeldThing | null)[] = [];
    await this.#withPlan(signal, async (plan) => {
      held = await peekRows(this.#database, plan, things, signal);
    });
    return held;
  }

  async lastWrites({ things, signal }: PeekRequest): Promise<readonly (string | null)[] | null> {
    let writes: readonly (string | null)[] | null = null;
    await this.#withPlan(signal, async (plan) => {
      writes = await readLastWrites(this.#database, plan, things, signal);
    });
    return writes;
  }

  async keys(request: KeysRequest): Promise<readonly string[]> {
    let keys: readonly string[] = [];
    await this.#withPlan(request.signal, async (plan) => {
      const rows = await this.#database.query<[string]>(keysQuery(plan, request), request.signal);
      keys = rows.map(([key]) => key);
    });
    return keys;
  }

  /** Runs with the known plan; runs once more with a fresh one when it may have been out of date. */
  async #withPlan(signal: AbortSignal, run: (plan: WritePlan) => Promise<void>): Promise<void> {
    const known = this.#plan;
    try {
      this.#plan ??= await makeWritePlan(this.#database, this.#settings, signal);
      await run(this.#plan);
    } catch (error) {
      const stale = isStaleSchema(error);
      if (stale) this.#plan = null;
      signal.throwIfAborted();
      if (!stale || known === null) throw callFailure(error, 'target', this.#name);
      await this.#withPlan(signal, run);
    }
  }

  async #spelled(plan: WritePlan, group: Group, signal: AbortSignal): Promise<Group> {
    const { writes } = group;
    const given = writes.map(({ row }) => row.key);
    const keys = await spellKeys(this.#database, plan.key, given, signal);
    if (keys === given) return group;
    const spelled = writes.map(({ delivery, row }, index) => ({
      delivery,
      row: { ...row, key: keys[index] ?? row.key },
    }));
    return { ...group, writes: spelled };
  }

  async #write(
    usual: WritePlan,
    group: Group,
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const plan = group.forced ? { ...usual, refusesOlder: false } : usual;
    try {
      const { columns, writes } = await this.#spelled(plan, group, signal);
      const rows = writes.map(({ row }) => row);
      if (columns === null) {
        const absent = await this.#change(deleteQuery(plan, rows), writes, outcomes, signal);
        for (const write of absent) note(outcomes, write, false);
        return;
      }
      const rest =
        updatesFirst(plan, columns) || writes.some(isExpecting)
          ? await this.#change(updateQuery(plan, columns, rows), writes, outcomes, signal)
          : writes;
      if (rest.length === 0) return;
      const changed = await this.#put(plan, { columns, writes: rest }, signal);
      // A case-insensitive column may return another spelling of the key; when the counts match, everything was applied.
      const all = changed === null || changed.length === rest.length;
      const keys = new Set(changed);
      for (const write of rest) note(outcomes, write, all || keys.has(write.row.key));
    } catch (error) {
      const open = group.writes.filter(({ delivery }) => !outcomes.has(delivery));
      await this.#narrow(plan, { ...group, writes: open }, outcomes, signal, error);
    }
  }

  /** @returns the keys of the rows that were written; null for all */
  async #put(
    plan: WritePlan,
    { columns, writes }: { readonly columns: readonly Column[]; readonly writes: readonly Write[] },
    signal: AbortSignal,
  ): Promise<readonly string[] | null> {
    const rows = writes.map(({ row }) => row);
    const { version } = plan;
    if (version && this.#mayBeNew && writes.every(isNew)) {
      try {
        await this.#database.query(insertQuery({ ...plan, version }, columns, rows), signal);
        return null;
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        this.#mayBeNew = false;
      }
    }
    const [row] = await this.#database.query<[readonly string[] | null]>(
      upsertQuery(plan, columns, rows),
      signal,
    );
    return row?.[0] ?? null;
  }

  /** @returns those whose row does not exist yet */
  async #change(
    query: Query,
    writes: readonly Write[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<readonly Write[]> {
    const found = await this.#database.query<[string, boolean, boolean]>(query, signal);
    const held = new Map(found.map(([key, ...row]) => [key, row]));
    return writes.filter((write) => {
      const [written, isExpected] = held.get(write.row.key) ?? [];
      if (isExpected === false) outcomes.set(write.delivery, { kind: 'changed' });
      else if (written !== undefined) note(outcomes, write, written);
      return written === undefined;
    });
  }

  /** Splits the writes in halves until the bad record is alone, because PostgreSQL refuses the whole statement for it. */
  async #narrow(
    plan: WritePlan,
    group: Group,
    outcomes: Outcomes,
    signal: AbortSignal,
    error: unknown,
  ): Promise<void> {
    const { writes } = group;
    if (isConflict(error)) {
      for (const { delivery } of writes)
        outcomes.set(delivery, { kind: 'failed', failure: busyFailure(error) });
      return;
    }
    if (!isDataError(error)) throw error;
    const [only, other] = writes;
    if (only && !other) {
      const blamed = isBadValue(error)
        ? blamedColumns((error as Error).message, plan.key, group)
        : [];
      const failure = recordFailure(error, plan.table.name, blamed);
      outcomes.set(only.delivery, { kind: 'failed', failure });
      return;
    }
    const middle = Math.ceil(writes.length / 2);
    await this.#write(plan, { ...group, writes: writes.slice(0, middle) }, outcomes, signal);
    await this.#write(plan, { ...group, writes: writes.slice(middle) }, outcomes, signal);
  }
}

function isExpecting({ delivery }: Write): boolean {
  return delivery.expected !== undefined;
}

/** As far as the hub knows. */
function isNew({ delivery }: Write): boolean {
  return delivery.externalId === null && !delivery.repeated;
}

function note(outcomes: Outcomes, { delivery, row }: Write, written: boolean): void {
  outcomes.set(delivery, { kind: written ? 'applied' : 'unchanged', externalId: row.key });
}
