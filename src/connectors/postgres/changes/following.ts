import type {
  Cursor,
  JsonObject,
  Page,
  RejectedRow,
  SourceRecord,
  SourceSettings,
} from '../../../connector-api/index.ts';
import { isDeleted } from '../../../connector-api/index.ts';
import type { Database } from '../database.ts';
import { isKey } from '../../../domain/index.ts';
import type { ChangesCursor } from './cursor.ts';
import { toCursor } from './cursor.ts';
import { Documents } from './documents.ts';
import type { KeyedDocument } from './documents.ts';
import { Feed } from './feed.ts';
import type { Lsn } from './lsn.ts';
import { parseLsn } from './lsn.ts';
import { rejectKey } from '../reject-key.ts';
import { gapSince, readPublished } from './requirements.ts';
import type { PostgresSourceOptions } from '../spec.ts';
import { explained, giveUpSlot } from './slot.ts';
import type { Captured } from './source.ts';
import type { CapturedRow } from './transactions.ts';
import { Gap, Reading } from './transactions.ts';

/** After this time without changes, a page without records saves the position, so that the server may discard other tables' changes. */
const QUIET_MS = 10_000;
/** Less than the time of a quiet page, so that each of them checks the publication. */
const CHECK_EVERY_MS = 9_000;
/** Limits a page by size, because rows may be large. */
const MAX_PAGE_CHARACTERS = 8 * 1024 * 1024;

export interface FollowingParts {
  readonly database: Database;
  readonly settings: SourceSettings;
  readonly captured: Captured;
  readonly place: ChangesCursor;
  /** Ends the following when aborted. */
  readonly signal: AbortSignal;
}

/** Follows the changes of a table from a position on, for one run: produces pages and tracks which of them are stored. */
export class Following {
  readonly #database: Database;
  readonly #slot: string;
  readonly #settings: SourceSettings;
  readonly #captured: Captured;
  readonly #documents: Documents;
  readonly #reading: Reading;
  #feed: Feed | null = null;
  /** When the publication was last checked. */
  #checkedAtMs = Date.now();
  #isOpen = true;
  /** Pages that were handed out and are not stored yet. */
  readonly #unstored = new Set<Cursor>();
  /** Rows of the page being collected. */
  #rows: (CapturedRow | RejectedRow)[] = [];

  private constructor({ database, settings, captured, place }: FollowingParts) {
    this.#database = database;
    this.#slot = place.slot;
    this.#settings = settings;
    this.#captured = captured;
    this.#documents = new Documents(database, settings.key);
    const options: PostgresSourceOptions = settings.options;
    const columns = options.columns ? new Set(captured.wanted) : null;
    const truncateIsGap = options.onLostChanges === 'snapshot';
    const { entry } = captured;
    this.#reading = new Reading(
      { ...place, entry },
      { table: captured, key: settings.key, columns, truncateIsGap },
    );
  }

  static async open(parts: FollowingParts): Promise<Following> {
    const { database, captured, place, signal } = parts;
    const following = new Following(parts);
    const { slot, stored } = place;
    try {
      following.#feed = await Feed.open(
        {
          ...{ config: database.sessionConfig, slot, from: parseLsn(stored) },
          publication: captured.publication,
        },
        () => following.#isStored(),
        signal,
      );
    } catch (error) {
      throw explained(error);
    }
    // Also between two pages, so that the server knows at once that the slot is free.
    signal.addEventListener('abort', () => void following.close(), { once: true });
    if (signal.aborted) await following.close();
    signal.throwIfAborted();
    return following;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** When the hub last had everything that the server had, see `Feed`. */
  async caughtUp(lsn: Lsn, atMs: number): Promise<number | null> {
    return this.#isOpen ? ((await this.#feed?.caughtUp(lsn, atMs)) ?? null) : null;
  }

  /** Notes that the page with this cursor is stored. Ignores pages of the preceding snapshot. */
  confirm(cursor: Cursor, { stored }: ChangesCursor): void {
    if (this.#unstored.delete(cursor)) this.#feed?.confirm(parseLsn(stored));
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await this.#feed?.close();
  }

  /** Waits up to ten seconds for the next changes. Any failure closes this following. */
  async page(limit: number, signal: AbortSignal): Promise<Page> {
    try {
      await this.#collect(limit, signal);
      await this.#requirePublished(signal);
      const rows = this.#rows;
      this.#rows = [];
      if (this.#feed?.isDrained) this.#reading.passOver(this.#feed.sentUntil);
      const cursor = toCursor(this.#reading.cursor());
      // Noted before anything is awaited: from here on these rows are in flight.
      this.#unstored.add(cursor);
      return { ...(await this.#toPage(rows, signal)), cursor, more: true };
    } catch (error) {
      await this.close();
      if (error instanceof Gap)
        throw await giveUpSlot(this.#database, this.#slot, error.message, signal);
      throw explained(error);
    }
  }

  /**
   * Checks now and then that the publication still sends the table, since otherwise there is simply nothing to read, for instance when
   * another table has taken its name.
   * @throws Gap
   */
  async #requirePublished(signal: AbortSignal): Promise<void> {
    if (Date.now() - this.#checkedAtMs < CHECK_EVERY_MS) return;
    this.#checkedAtMs = Date.now();
    const { publication } = this.#captured;
    const now = await readPublished(this.#database, publication, this.#captured, signal);
    const gap = gapSince(this.#captured.entry, now);
    if (gap === null) return;
    throw new Gap(gap);
  }

  /** Collects until the page is full, or until everything that has arrived is in it and no transaction is half read. */
  async #collect(limit: number, signal: AbortSignal): Promise<void> {
    const feed = this.#feed;
    if (!feed) return;
    let characters = 0;
    const untilMs = Date.now() + QUIET_MS;
    do {
      // A change of the key makes two rows.
      const room = Math.max(1, Math.floor((limit - this.#rows.length) / 2));
      const waitMs = Math.max(0, untilMs - Date.now());
      if (waitMs === 0 && !this.#reading.isInTransaction) return;
      for (const message of await feed.take(room, Math.max(waitMs, 1), signal)) {
        for (const row of this.#reading.take(message)) {
          this.#rows.push(row);
          if ('values' in row)
            characters += row.values.reduce((sum, v) => sum + (v?.length ?? 0), 0);
        }
      }
      if (this.#rows.length >= limit - 1 || characters >= MAX_PAGE_CHARACTERS) return;
    } while (this.#reading.isInTransaction || !feed.isDrained || this.#rows.length === 0);
  }

  #isStored(): boolean {
    return this.#unstored.size === 0 && this.#rows.length === 0 && !this.#reading.isInTransaction;
  }

  async #toPage(
    rows: readonly (CapturedRow | RejectedRow)[],
    signal: AbortSignal,
  ): Promise<Pick<Page, 'records' | 'rejected'>> {
    const captured = rows.filter((row) => 'values' in row);
    const keyed = await this.#documents.of(captured, signal);
    const documents = await this.#complete(keyed, signal);
    const records: SourceRecord[] = [];
    const rejected: RejectedRow[] = rows.filter((row) => 'reason' in row);
    keyed.forEach(({ key, version, operation }, nth) => {
      const document = documents[nth];
      if (!document) return;
      if (key === null || !isKey(key)) {
        rejected.push(rejectKey(this.#settings, key, { version, raw: JSON.stringify(document) }));
        return;
      }
      const deleted = operation === 'delete' || isDeleted(document, this.#settings.deleted);
      records.push({ key, version, operation: deleted ? 'delete' : 'upsert', document });
    });
    return { records, rejected };
  }

  /** Fills in the columns that the server left out; null for a row that no longer exists, whose delete follows. */
  async #complete(
    rows: readonly (CapturedRow & KeyedDocument)[],
    signal: AbortSignal,
  ): Promise<readonly (JsonObject | null)[]> {
    const lacking = rows.filter(({ missing }) => missing.length > 0);
    if (lacking.length === 0) return rows.map(({ document }) => document);
    const { sql: table } = this.#captured;
    const { key } = this.#settings;
    const keyType = lacking[0]?.columns.find(({ name }) => name === key)?.typeOid ?? 0;
    const keys = [...new Set(lacking.map((row) => row.key ?? ''))];
    const xids = lacking.map(({ xid }) => xid);
    const held = await this.#documents.current({ table, keyType }, keys, xids, signal);
    return rows.map((row) => {
      if (row.missing.length === 0) return row.document;
      const current = held.get(row.key ?? '');
      if (!current) return null;
      const missing = new Set(row.missing);
      const fields = row.names.map((name) => [
        name,
        (missing.has(name) ? current : row.document)[name] ?? null,
      ]);
      return Object.fromEntries(fields) as JsonObject;
    });
  }
}
