import { setImmediate } from 'node:timers/promises';
import type {
  AuditEntry,
  AuditFilter,
  AuditPage,
  AuditPoint,
  AuditRow,
  AuditStretch,
  AuditVerdict,
} from '../domain/index.ts';
import { AuditCheck, canonicalEntry, Failure, PRUNE_METHOD } from '../domain/index.ts';
import { AuditAppender, appendTo, lockHead } from './audit-appender.ts';
import { AuditIntents } from './audit-intents.ts';
import {
  auditFilterValues,
  listAuditSql,
  movePrunedSql,
  prunableSql,
  pruneSql,
  stretchSql,
} from './audit-statements.ts';
import { pseudonymOf, pseudonymsOf } from './audit-subjects.ts';
import type { Database, RunStatement, TextColumn } from './database.ts';
import { storeCall } from './failures.ts';
import { inPortions, PORTION } from './portions.ts';

/** Rows read at once, usually half a megabyte. */
const STRETCH = 1_000;
/** Lower than any row's number, so that rows inserted before the first are found too. */
const BEFORE_ALL = '-9223372036854775808';

/** The progress of a verification. */
export interface AuditProgress {
  readonly checked: number;
  readonly total: number;
}

export interface VerifyOptions {
  readonly signal: AbortSignal;
  /** A point that was recorded elsewhere; the log must still contain it. */
  readonly expected?: AuditPoint | null;
  /** Called every thousand rows. */
  readonly onProgress?: (progress: AuditProgress) => void;
}

/**
 * The audit log: an append-only table in which each row holds the hash of all rows before it. Triggers refuse all other
 * changes; if they are disabled, `verify` finds what was changed. Every call throws STORE_UNAVAILABLE if the database
 * did not answer.
 */
export class AuditLog {
  readonly #database: Database;
  readonly #schema: string;
  readonly #appender: AuditAppender;
  readonly #intents: AuditIntents;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
    this.#appender = new AuditAppender(database, schema);
    this.#intents = new AuditIntents(database, schema);
  }

  /**
   * Resolves when it is on disk that a change is about to be made. The log gets the entry as it is if the process dies
   * before it records the change.
   * @returns an id for `record`
   */
  async intend(entry: AuditEntry): Promise<string> {
    return this.#intents.begin(canonicalEntry(entry));
  }

  /**
   * Resolves when the entry is on disk. If it rejects, the entry may still have been stored; that of an intended change
   * is then stored later, once.
   */
  async record(entry: AuditEntry, intent?: string): Promise<void> {
    const text = canonicalEntry(entry);
    try {
      await this.#appender.append(text, intent);
      if (intent) this.#intents.ended(intent);
    } catch (error) {
      if (intent) this.#intents.unrecorded(intent, text);
      throw error;
    }
  }

  /** Records the changes whose outcome was not recorded when their calls ended. @returns how many */
  async recordLeftovers(): Promise<number> {
    return this.#intents.recordLeftovers();
  }

  /**
   * Returns the pseudonym of a record's key in the log, since keys may be personal. It stays the same until the key is
   * erased.
   */
  async pseudonymOf(key: string): Promise<string> {
    return this.#all('pseudonymise a key', (run) => pseudonymOf(run, this.#schema, key));
  }

  /** Newest first. @param before the number before which the page begins; null begins with the newest */
  async list(
    filter: AuditFilter,
    { limit, before }: { readonly limit: number; readonly before: number | null },
  ): Promise<AuditPage> {
    const { key } = filter;
    const pseudonyms =
      key === undefined
        ? null
        : await this.#all('look for a key', (run) => pseudonymsOf(run, this.#schema, key));
    const values = [...auditFilterValues(filter, pseudonyms), before, limit + 1];
    const [json] = await this.#one('list', listAuditSql(this.#schema), values);
    const found = readRows(json);
    const rows = found.slice(0, limit);
    return { rows, next: found.length > limit ? (rows.at(-1)?.seq ?? null) : null };
  }

  /** Reads the whole log, oldest first, in stretches. The last one ends at the head that it returns. */
  async *stretches(signal: AbortSignal): AsyncGenerator<AuditStretch> {
    for (let after: number | string = BEFORE_ALL; ;) {
      signal.throwIfAborted();
      const stretch = await this.#stretch(after);
      yield stretch;
      if (stretch.rows.length < STRETCH) return;
      after = stretch.rows.at(-1)?.seq ?? after;
      await setImmediate(); // Hashing must not delay the hub's other work.
    }
  }

  /** Checks the log up to its first fault, including rows that are added in the meantime. */
  async verify({ signal, expected, onProgress }: VerifyOptions): Promise<AuditVerdict> {
    let check: AuditCheck | null = null;
    for await (const { rows, start, head } of this.stretches(signal)) {
      check ??= new AuditCheck(start, expected ?? null);
      check.prunedTo(start);
      for (const [index, row] of rows.entries()) {
        if (!check.take(row, rows[index + 1] ?? null)) return check.verdict;
      }
      const { checked } = check.verdict;
      onProgress?.({ checked, total: Math.max(checked, head.seq - start.seq) });
      if (rows.length < STRETCH) return check.finish(head);
    }
    throw new Failure('INTERNAL', { message: 'The audit log ended without its head.' });
  }

  /**
   * Removes the rows before the first one that is not older than `olderThanMs` (since the epoch). The chain stays
   * verifiable: it continues from the last removed point, which is recorded in a row appended in the same transaction.
   * @returns how many were removed
   */
  async prune(olderThanMs: number, atMs: number): Promise<number> {
    return inPortions(() => this.#prunePortion(olderThanMs, atMs));
  }

  async #prunePortion(olderThanMs: number, atMs: number): Promise<number> {
    const schema = this.#schema;
    return storeCall('prune the audit log', () =>
      this.#database.transaction(async (run) => {
        await lockHead(run, schema);
        const prunable = { name: 'prunable-audit', text: prunableSql(schema) };
        const [seq, hash] = await run(prunable, [Math.floor(olderThanMs), PORTION]);
        if (typeof seq !== 'string' || typeof hash !== 'string') return 0;
        const point = { seq: Number(seq), hash };
        await appendTo(run, schema, [canonicalEntry(pruneEntry(point, atMs))]);
        await run({ name: 'move-pruned-audit', text: movePrunedSql(schema) }, [seq, hash]);
        const [count] = await run({ name: 'prune-audit', text: pruneSql(schema) }, [seq]);
        return Number(count);
      }),
    );
  }

  async #stretch(after: number | string): Promise<AuditStretch> {
    const [json, startSeq, startHash, headSeq, headHash] = await this.#one(
      'stretch',
      stretchSql(this.#schema),
      [after, STRETCH],
    );
    return {
      rows: readRows(json),
      start: { seq: Number(startSeq), hash: startHash ?? '' },
      head: { seq: Number(headSeq), hash: headHash ?? '' },
    };
  }

  #all<T>(what: string, work: (run: RunStatement) => Promise<T>): Promise<T> {
    return storeCall(`${what} in the audit log`, () => this.#database.transaction(work));
  }

  #one(what: string, text: string, values: readonly unknown[]): Promise<readonly TextColumn[]> {
    const statement = { name: `audit-${what}`, text };
    return storeCall('read the audit log', () => this.#database.one(statement, values));
  }
}

function readRows(json: TextColumn | undefined): AuditRow[] {
  const rows = JSON.parse(json ?? '[]') as [number, string, string][];
  return rows.map(([seq, entry, hash]) => ({ seq, entry, hash }));
}

function pruneEntry({ seq, hash }: AuditPoint, atMs: number): AuditEntry {
  return {
    atMs,
    who: 'hub',
    by: null,
    address: '',
    method: PRUNE_METHOD,
    subject: null,
    before: null,
    after: { seq, hash },
    outcome: 'done',
    code: null,
  };
}
