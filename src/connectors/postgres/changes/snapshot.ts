import type { Page, SourceRecord, SourceSettings } from '../../../connector-api/index.ts';
import { isDeleted } from '../../../connector-api/index.ts';
import type { Database } from '../database.ts';
import { isKey, parseExactly } from '../../../domain/index.ts';
import type { PageRow, Shape } from '../sweep-statements.ts';
import { nowQuery, pageQuery } from '../sweep-statements.ts';
import { columnOf, describeTable, quote } from '../table.ts';
import type { CaptureCursor, ChangesCursor, DeletionsCursor, SnapshotCursor } from './cursor.ts';
import { beginOfChanges, toCursor } from './cursor.ts';
import { rejectKey } from '../reject-key.ts';
import { createSlot } from './slot.ts';
import type { Captured } from './source.ts';
import { View } from './view.ts';

export interface SnapshotParts {
  readonly database: Database;
  readonly settings: SourceSettings;
  readonly captured: Captured;
  readonly statementTimeoutMs: number;
  readonly slot: string;
  /** Versions must be newer than this. */
  readonly above: number;
  /** Whether the stream has read the table before. Rows may have been deleted since then, which no view shows. */
  readonly isAgain: boolean;
  readonly signal: AbortSignal;
}

interface SnapshotState {
  readonly settings: SourceSettings;
  readonly slot: string;
  readonly entry: string;
  readonly view: View;
  readonly shape: Shape;
  readonly version: number;
  /** Position where the changes begin. */
  readonly start: string;
  readonly isAgain: boolean;
}

/** Creates a slot and opens the view as of its creation. */
export async function beginSnapshot(parts: SnapshotParts): Promise<Snapshot> {
  const { database, settings, captured, statementTimeoutMs, slot, signal } = parts;
  const table = await describeTable(database, settings.entity, 'SOURCE_REFUSED', signal);
  const config = database.sessionConfig;
  const made = await createSlot(config, slot, signal);
  try {
    const view = await View.open(config, made.snapshot, { statementTimeoutMs, signal });
    const [now] = await view.query<[string]>(nowQuery, signal);
    const shape: Shape = {
      table,
      key: columnOf(table, settings.key, 'SOURCE_REFUSED'),
      version: null,
      columns: captured.wanted.map(quote).join(', '),
    };
    const version = Math.max(Number(now?.[0]), parts.above + 1);
    const { isAgain } = parts;
    const { entry } = captured;
    const { start } = made;
    return new Snapshot({ settings, slot, entry, view, shape, version, start, isAgain });
  } finally {
    await made.close();
  }
}

/** The table as of the slot's creation, read page by page in key order. */
export class Snapshot {
  readonly #state: SnapshotState;

  constructor(state: SnapshotState) {
    this.#state = state;
  }

  /** Whether this view can continue from there. */
  continues(place: CaptureCursor | null): place is SnapshotCursor {
    return place?.phase === 'snapshot' && this.#isOf(place);
  }

  /** Returns the view if the table was read from it, otherwise null. */
  viewOf(place: DeletionsCursor): View | null {
    return this.#isOf(place) ? this.#state.view : null;
  }

  first(): SnapshotCursor {
    const { slot, view, version } = this.#state;
    return { phase: 'snapshot', slot, view: view.id, after: null, version };
  }

  async page(place: SnapshotCursor, limit: number, signal: AbortSignal): Promise<Page> {
    const { view, shape, settings, version } = this.#state;
    const after = place.after === null ? null : { version, key: place.after };
    const query = pageQuery(shape, { boundary: null, after }, limit);
    const rows = await view.query<PageRow>(query, signal);
    const last = rows.at(-1);
    const next = rows.length < limit ? this.#end() : { ...place, after: last?.[0] ?? place.after };
    const unkeyed = rows.filter(([key]) => !isKey(key));
    return {
      records: rows.filter(([key]) => isKey(key)).map((row) => this.#toRecord(row)),
      rejected: unkeyed.map(([key, , raw]) => rejectKey(settings, key, { version, raw })),
      cursor: toCursor(next),
      more: true,
    };
  }

  async close(): Promise<void> {
    await this.#state.view.close();
  }

  #isOf(place: SnapshotCursor | DeletionsCursor): boolean {
    const { view } = this.#state;
    return place.view === view.id && view.isOpen;
  }

  #end(): DeletionsCursor | ChangesCursor {
    const { slot, entry, view, start, version, isAgain } = this.#state;
    if (!isAgain) return beginOfChanges({ slot, entry, start, version });
    const begin = { place: null, compared: 0 };
    return { phase: 'deletions', slot, entry, view: view.id, start, version, ...begin };
  }

  #toRecord([key, , text]: PageRow): SourceRecord {
    const document = parseExactly(text);
    const deleted = isDeleted(document, this.#state.settings.deleted);
    const operation = deleted ? 'delete' : 'upsert';
    return { key, version: this.#state.version, operation, document };
  }
}
