import type { Delivery, HeldThing, Outcome, PeekedThing } from '../../src/connector-api/index.ts';
import type { StoredRecord } from '../../src/domain/index.ts';
import type { Held } from '../faults/two-way-history.ts';

export type Fields = Readonly<Record<string, string>>;

interface Row {
  readonly fields: Fields;
  readonly gone: boolean;
  readonly version: number;
}

/** One side of a flow with one thing: a table that marks deleted rows and keeps its lane's last write, as `postgres` does. */
export class ModelSide {
  readonly journal: Held[] = [];
  row: Row | null = null;
  lastWrite: { readonly version: number; readonly mark: string } | null = null;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  get isThere(): boolean {
    return this.row?.gone === false;
  }

  write(changes: Fields, how: { readonly gone: boolean; readonly byPerson: boolean }): void {
    const fields = { ...this.row?.fields, ...changes };
    this.row = { fields, gone: how.gone, version: this.#now() };
    this.journal.push({ key: '1', fields, ...how });
  }

  /** Returns the record that a stream would read now; null if the side holds nothing. */
  record(seq: number): StoredRecord | null {
    if (this.row === null) return null;
    const { fields, gone, version } = this.row;
    const operation = gone ? 'delete' : 'upsert';
    return { seq, key: '1', version, operation, document: { id: '1', ...fields }, storedAtMs: 0 };
  }

  peek(things: readonly PeekedThing[]): (HeldThing | null)[] {
    return things.map(({ document }) => {
      if (!this.isThere) return null;
      const all: Fields = { id: '1', ...this.row?.fields };
      const now = Object.fromEntries(
        Object.keys(document).map((name) => [name, all[name] ?? null] as const),
      );
      return { id: '1', now, then: { ...now, ...document } };
    });
  }

  deliver({ operation, version, idempotencyKey: mark, document, expected }: Delivery): Outcome {
    const { lastWrite } = this;
    if (expected && !this.#holds(expected)) return { kind: 'changed' };
    const isNewer = lastWrite === null || lastWrite.version < version;
    const isFresh = isNewer || (lastWrite.version === version && lastWrite.mark !== mark);
    if (isFresh) this.lastWrite = { version, mark };
    const isNeeded = isFresh && (operation === 'upsert' || this.isThere);
    const { id: _id, ...fields } = document as Fields;
    if (isNeeded && operation === 'upsert') this.write(fields, { gone: false, byPerson: false });
    else if (isNeeded) this.write({}, { gone: true, byPerson: false });
    return { kind: isNeeded ? 'applied' : 'unchanged', externalId: '1' };
  }

  #holds({ now }: HeldThing): boolean {
    const all: Fields = { id: '1', ...this.row?.fields };
    if (this.row?.gone) return false;
    return this.row === null || Object.entries(now).every(([name, value]) => all[name] === value);
  }
}
