import type {
  ChangeLag,
  ChangeSource,
  Cursor,
  KnownKeys,
  Page,
  PageRequest,
  SourceOwner,
  SourceSettings,
} from '../../../connector-api/index.ts';
import { Failure } from '../../../connector-api/index.ts';
import type { Database } from '../database.ts';
import { callFailure } from '../failures.ts';
import type { PostgresSourceOptions } from '../spec.ts';
import { columnOf, describeTable } from '../table.ts';
import type { CaptureCursor, ChangesCursor, DeletionsCursor } from './cursor.ts';
import { readCursor, toCursor } from './cursor.ts';
import { deletionsPage } from './deletions.ts';
import { Following } from './following.ts';
import { measureLag } from './lag.ts';
import { captureName } from './names.ts';
import { gapSince, readPublished, refused, requireCapturable } from './requirements.ts';
import type { CapturedTable, Published } from './requirements.ts';
import {
  createPublication,
  dropPublication,
  dropSlot,
  giveUpSlot,
  hasSlot,
  isUndecodable,
  requireChangesSince,
} from './slot.ts';
import type { Snapshot } from './snapshot.ts';
import { beginSnapshot } from './snapshot.ts';
import { StoredPage } from './stored-page.ts';

export interface CaptureParts {
  readonly database: Database;
  readonly settings: SourceSettings;
  readonly owner: SourceOwner;
  readonly known: KnownKeys;
  /** Used in messages. */
  readonly connector: string;
  readonly statementTimeoutMs: number;
}

/** The table and columns that are captured, determined at the beginning of each run. */
export interface Captured extends CapturedTable, Pick<Published, 'entry'> {
  readonly publication: string;
  /** The columns of a document, as of the beginning of the run. */
  readonly wanted: readonly string[];
}

/**
 * Captures the changes of a table by logical replication. It starts with a slot and the table as of the slot's creation: changes
 * committed before that are in the snapshot, everything else comes through the slot. Each stream has its own slot, so that it can
 * be paused, restarted and removed independently of others; the price is that the server reads its log once per slot.
 *
 * When it starts over, no view shows what was deleted since the last stored change. Therefore it looks up the keys that the hub
 * knows in the view, and reports those that are missing there as deleted, before it follows changes.
 */
export class PostgresChanges implements ChangeSource {
  readonly #parts: CaptureParts;
  readonly #options: PostgresSourceOptions;
  readonly #name: string;
  readonly #slot: string;
  #snapshot: Snapshot | null = null;
  #following: Following | null = null;
  /** The page that has to be stored before the next step: the restart, or the last of a snapshot that deletions follow. */
  readonly #step = new StoredPage();
  /** The loss of changes was reported. If the stream is resumed after that, the table is read again. */
  #lossTold = false;
  /** Where the server could not decode its log the last time. */
  #undecodable: string | null = null;

  constructor(parts: CaptureParts) {
    this.#parts = parts;
    this.#options = parts.settings.options;
    this.#name = `${parts.connector}, table ${parts.settings.entity}`;
    this.#slot = captureName(parts.owner);
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    try {
      const place = readCursor(cursor);
      if (place?.phase === 'changes') return await this.#follow(place, limit, signal);
      await this.#step.wait(cursor, signal);
      if (place?.phase === 'deletions') return await this.#tellDeletions(place, limit, signal);
      if (this.#snapshot === null || !this.#snapshot.continues(place)) {
        return await this.#begin(place, signal);
      }
      const page = await this.#snapshot.page(place, limit, signal);
      if (readCursor(page.cursor)?.phase === 'deletions') this.#step.give(page.cursor);
      return page;
    } catch (error) {
      signal.throwIfAborted();
      throw callFailure(error, 'source', this.#name);
    }
  }

  confirm(cursor: Cursor): void {
    this.#step.confirm(cursor);
    const place = readCursor(cursor);
    if (place?.phase === 'changes') this.#following?.confirm(cursor, place);
  }

  async lag(cursor: Cursor | null, signal: AbortSignal): Promise<ChangeLag> {
    try {
      return await measureLag(this.#parts.database, {
        slot: this.#slot,
        cursor: readCursor(cursor),
        caughtUp: async (lsn, atMs) => (await this.#following?.caughtUp(lsn, atMs)) ?? null,
        limits: this.#options,
        signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw callFailure(error, 'source', this.#name);
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#snapshot?.close(), this.#following?.close()]);
  }

  /** The first page is empty: it records the slot in the cursor before there are records. */
  async #begin(former: CaptureCursor | null, signal: AbortSignal): Promise<Page> {
    await this.#snapshot?.close();
    this.#snapshot = null;
    const { database, settings, statementTimeoutMs } = this.#parts;
    await requireCapturable(database, settings, signal);
    // The hub has lost its cursor: the slot shows that there was one, and is about to be dropped.
    if (former === null && (await hasSlot(database, this.#slot, signal))) return this.#restart(0);
    await dropSlot(database, this.#slot, signal);
    const captured = await this.#toCapture(signal);
    this.#snapshot = await beginSnapshot({
      ...{ database, settings, captured, statementTimeoutMs, slot: this.#slot },
      above: former?.version ?? 0,
      isAgain: former !== null,
      signal,
    });
    return emptyPage(this.#snapshot.first());
  }

  async #tellDeletions(place: DeletionsCursor, limit: number, signal: AbortSignal): Promise<Page> {
    const { database, settings, known } = this.#parts;
    const { entity, key } = settings;
    const table = await describeTable(database, entity, 'SOURCE_REFUSED', signal);
    const rows = this.#snapshot?.viewOf(place) ?? database;
    const parts = { known, rows, table: table.sql, key: columnOf(table, key, 'SOURCE_REFUSED') };
    return deletionsPage(parts, place, limit, signal);
  }

  async #follow(place: ChangesCursor, limit: number, signal: AbortSignal): Promise<Page> {
    await this.#snapshot?.close();
    this.#snapshot = null;
    try {
      if (this.#following?.isOpen) return await this.#following.page(limit, signal);
      this.#following = await this.#openFollowing(place, signal);
    } catch (error) {
      const judged = await this.#judged(error, place, signal);
      if (!this.#mayReadAgain(judged)) throw judged;
      return this.#restart(place.version);
    }
    return emptyPage(place);
  }

  /** Gives the slot up if the server cannot decode its log behind a position, and could not the last time either. */
  async #judged(error: unknown, { slot, stored }: ChangesCursor, signal: AbortSignal) {
    if (!isUndecodable(error)) return error;
    const again = this.#undecodable === stored;
    this.#undecodable = stored;
    if (!again) return error;
    const why = `The server cannot decode its log behind ${stored}: ${error.message}.`;
    return giveUpSlot(this.#parts.database, slot, why, signal);
  }

  /** The table is read again once this page is stored. */
  #restart(version: number): Page {
    const page = emptyPage({ phase: 'restart', version });
    this.#step.give(page.cursor);
    return page;
  }

  async #openFollowing(place: ChangesCursor, signal: AbortSignal): Promise<Following> {
    const { database, settings } = this.#parts;
    const timeline = await requireChangesSince(database, place, signal);
    const captured = await this.#stillCaptured(place, signal);
    const now = { ...place, timeline };
    try {
      return await Following.open({ database, settings, captured, place: now, signal });
    } catch (error) {
      signal.throwIfAborted();
      // Checked again, because the server reports a slot lost since the first check in several ways.
      await requireChangesSince(database, place, signal);
      throw error;
    }
  }

  #mayReadAgain(error: unknown): boolean {
    if (!(error instanceof Failure) || error.code !== 'CHANGES_LOST') return false;
    const may = this.#lossTold || this.#options.onLostChanges === 'snapshot';
    this.#lossTold = !may;
    return may;
  }

  /** Publishes the table. */
  async #toCapture(signal: AbortSignal): Promise<Captured> {
    const { database, settings } = this.#parts;
    const table = await requireCapturable(database, settings, signal);
    if (this.#options.publication === undefined) {
      await dropPublication(database, this.#publication, signal);
      await createPublication(
        database,
        { publication: this.#publication, table: table.sql },
        signal,
      );
    }
    const published = await readPublished(database, this.#publication, table, signal);
    if (published.lack !== null) throw refused(published.lack);
    return this.#captured(table, published);
  }

  /** @throws Failure CHANGES_LOST when the publication has not sent all changes since this place */
  async #stillCaptured(place: ChangesCursor, signal: AbortSignal): Promise<Captured> {
    const { database, settings } = this.#parts;
    const table = await requireCapturable(database, settings, signal);
    const published = await readPublished(database, this.#publication, table, signal);
    const gap = gapSince(place.entry, published);
    if (gap !== null) throw await giveUpSlot(database, this.#slot, gap, signal);
    return this.#captured(table, published);
  }

  #captured(table: CapturedTable, { columns, entry }: Published): Captured {
    return { ...table, entry, publication: this.#publication, wanted: this.#wanted(columns) };
  }

  get #publication(): string {
    return this.#options.publication ?? this.#slot;
  }

  #wanted(published: readonly string[]): readonly string[] {
    const { key, version, deleted } = this.#parts.settings;
    const { columns } = this.#options;
    if (!columns) return published;
    const wanted = new Set([...columns, key, version, deleted].filter((name) => name !== null));
    for (const name of wanted) {
      if (!published.includes(name)) throw refused(`Column ${name} is not published.`);
    }
    return published.filter((name) => wanted.has(name));
  }
}

export function emptyPage(cursor: CaptureCursor): Page {
  return { records: [], rejected: [], cursor: toCursor(cursor), more: true };
}
