import type { Pgoutput } from 'pg-logical-replication';
import type { Operation, RejectedRow } from '../../../connector-api/index.ts';
import { rejectRow } from '../../../connector-api/index.ts';
import type { ChangesCursor } from './cursor.ts';
import type { TextColumn, TextRow } from './documents.ts';
import type { Lsn } from './lsn.ts';
import { formatLsn, parseLsn } from './lsn.ts';
import type { CapturedTable } from './requirements.ts';
import { refused } from './requirements.ts';

/** A future record: a row as the server sent it. */
export interface CapturedRow extends TextRow {
  readonly version: number;
  readonly operation: Operation;
  readonly xid: number;
  /** The columns of the document, in order. */
  readonly names: readonly string[];
  /** Those of them that were not sent, because they are large and did not change. */
  readonly missing: readonly string[];
}

export interface ReadingOptions {
  readonly table: Pick<CapturedTable, 'oid' | 'schema' | 'name'>;
  readonly key: string;
  /** The columns of a document; null for all that the table has at the time of a change. */
  readonly columns: ReadonlySet<string> | null;
  /** Whether TRUNCATE is a gap, since it does not say which rows it removed; otherwise it is reported to a person. */
  readonly truncateIsGap: boolean;
}

/** What the slot sends is not all that has happened to the table. The message says why. */
export class Gap extends Error {}

type Tuple = Readonly<Record<string, string | null | undefined>>;

/**
 * Follows the messages of a slot, transaction by transaction, and tracks the position. A page may end in the middle of a
 * transaction: the server will send the whole transaction again, and the changes already stored are skipped by number.
 *
 * A version is the commit time in microseconds, but at least one more than the previous version: transactions arrive in commit
 * order, so versions rise in that order, also within one transaction and when the clock was set back. Log positions would also
 * work, until the database moves to another server, where they start again.
 */
export class Reading {
  readonly #options: ReadingOptions;
  readonly #place: Pick<ChangesCursor, 'slot' | 'entry' | 'timeline'>;
  #stored: Lsn;
  #commit: Lsn;
  #taken: number;
  #version: number;
  #committedAt: number;
  /** The transaction that is being read; null between two transactions. */
  #open: {
    readonly xid: number;
    readonly skip: number;
    seen: number;
    readonly isKnown: boolean;
  } | null = null;

  constructor(cursor: ChangesCursor, options: ReadingOptions) {
    this.#options = options;
    const { slot, entry, timeline = null } = cursor;
    this.#place = { slot, timeline, ...(entry === undefined ? {} : { entry }) };
    this.#stored = parseLsn(cursor.stored);
    this.#commit = parseLsn(cursor.commit);
    this.#taken = cursor.taken;
    this.#version = cursor.version;
    this.#committedAt = cursor.committedAt;
  }

  get isInTransaction(): boolean {
    return this.#open !== null;
  }

  cursor(): ChangesCursor {
    return {
      phase: 'changes',
      ...this.#place,
      stored: formatLsn(this.#stored),
      commit: formatLsn(this.#commit),
      taken: this.#taken,
      version: this.#version,
      committedAt: this.#committedAt,
    };
  }

  /** Moves on to this position: there was nothing for this slot up to it. No effect within a transaction. */
  passOver(until: Lsn): void {
    if (this.#open === null && until > this.#stored) this.#stored = until;
  }

  /** @returns the rows that a message contains. @throws Gap, or Failure SOURCE_REFUSED */
  take(message: Pgoutput.Message): readonly (CapturedRow | RejectedRow)[] {
    switch (message.tag) {
      case 'begin':
        this.#begin(message);
        return [];
      case 'commit':
        this.#end(message);
        return [];
      case 'insert':
      case 'update':
      case 'delete':
        return this.#isOurs(message.relation) && this.#isNew() ? this.#rows(message) : [];
      case 'truncate':
        return message.relations.some((one) => this.#isOurs(one)) && this.#isNew()
          ? [this.#truncated()]
          : [];
      case 'relation':
        this.#requireName(message);
        if (this.#isOurs(message)) this.#requireIdentity(message);
        return [];
      case 'message':
      case 'origin':
      case 'type':
        return [];
    }
  }

  #begin({ commitLsn, commitTime, xid }: Pgoutput.MessageBegin): void {
    const commit = parseLsn(commitLsn ?? '0/0');
    const isKnown = commit < this.#commit;
    const skip = commit === this.#commit ? this.#taken : 0;
    this.#open = { xid, skip, seen: 0, isKnown };
    if (isKnown) return;
    if (commit > this.#commit) this.#taken = 0;
    this.#commit = commit;
    this.#committedAt = Number(commitTime);
  }

  #end({ commitEndLsn }: Pgoutput.MessageCommit): void {
    const end = parseLsn(commitEndLsn ?? '0/0');
    if (end > this.#stored) this.#stored = end;
    this.#open = null;
  }

  #isOurs({ relationOid }: Pgoutput.MessageRelation): boolean {
    return relationOid === this.#options.table.oid;
  }

  /** Counts the change; false for one that is already stored. */
  #isNew(): boolean {
    const open = this.#open;
    if (!open) throw refused('The server sent a change outside of a transaction.');
    open.seen++;
    if (open.isKnown || open.seen <= open.skip) return false;
    this.#taken = open.seen;
    return true;
  }

  #rows(
    message: Pgoutput.MessageInsert | Pgoutput.MessageUpdate | Pgoutput.MessageDelete,
  ): CapturedRow[] {
    const { relation } = message;
    const before: Tuple | null = message.tag === 'insert' ? null : (message.old ?? message.key);
    const after: Tuple | null = message.tag === 'delete' ? null : message.new;
    const { key } = this.#options;
    const rows: CapturedRow[] = [];
    const formerKey = before?.[key];
    if (before && formerKey !== undefined && formerKey !== after?.[key]) {
      rows.push(this.#row(relation, before, 'delete'));
    }
    if (after) rows.push(this.#row(relation, after, 'upsert'));
    return rows;
  }

  #row(relation: Pgoutput.MessageRelation, tuple: Tuple, operation: Operation): CapturedRow {
    const wanted = this.#options.columns;
    const all = relation.columns.filter(({ name }) => wanted?.has(name) ?? true);
    const columns: TextColumn[] = [];
    const values: (string | null)[] = [];
    const missing: string[] = [];
    for (const { name, typeOid } of all) {
      const value = tuple[name];
      if (value === undefined) missing.push(name);
      else {
        columns.push({ name, typeOid });
        values.push(value);
      }
    }
    this.#version = Math.max(this.#version + 1, this.#committedAt);
    const names = all.map(({ name }) => name);
    const xid = this.#open?.xid ?? 0;
    // For a deleted row the server sends its key, or the whole row.
    const lacking = operation === 'delete' ? [] : missing;
    const version = this.#version;
    return { columns, values, names, version, operation, xid, missing: lacking };
  }

  /**
   * The server describes a table before its first change, and again after it was renamed. A table under another name is no longer
   * the one that is followed, although it may become so again; and what one was before it took the name is not known.
   * @throws Gap
   */
  #requireName({ relationOid, schema, name }: Pgoutput.MessageRelation): void {
    const { table } = this.#options;
    const isNamed = schema === table.schema && name === table.name;
    const isOurs = relationOid === table.oid;
    if (isNamed === isOurs) return;
    const ours = `${table.schema}.${table.name}`;
    throw new Gap(
      isOurs
        ? `Table ${ours} was renamed and then changed under the name ${schema}.${name}.`
        : `Another table took the name ${ours} and was then changed.`,
    );
  }

  #requireIdentity({ replicaIdentity, keyColumns }: Pgoutput.MessageRelation): void {
    const { key, table } = this.#options;
    if (replicaIdentity === 'full' || keyColumns.includes(key)) return;
    throw refused(
      `The key ${key} is no longer in the replica identity of ${table.name}: make it the primary key, or set replica identity full.`,
    );
  }

  /** @throws Gap */
  #truncated(): RejectedRow {
    const { schema, name } = this.#options.table;
    if (this.#options.truncateIsGap) {
      throw new Gap(`Table ${schema}.${name} was emptied by TRUNCATE, which names no rows.`);
    }
    return rejectRow(
      '',
      `${schema}.${name}, truncate at ${formatLsn(this.#commit)}`,
      'TRUNCATE does not say which rows it removed: delete them in the targets; `stellwerk verify` lists them. With `onLostChanges: snapshot` the hub does so by itself, by reading the table again',
    );
  }
}
