import type {
  Delivery,
  HeldThing,
  JsonObject,
  KeysRequest,
  Outcome,
  PeekedThing,
  PeekRequest,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { Book, Change } from './book.ts';
import type { Format } from './formats.ts';
import type { Entry } from './journal-lines.ts';
import type { Row } from './rows.ts';
import { toRows } from './rows.ts';
import type { ValueRules } from './values.ts';

/**
 * Writes bookings or accounts to the book of its lane, from which they are handed over as files. The book knows the last content of
 * each thing, so a redelivery changes nothing, and a change or a deletion of what was handed over takes that back.
 */
export class DatevTarget implements Target {
  readonly #book: Book;
  readonly #entity: string;
  readonly #format: Format;
  readonly #rules: ValueRules;
  #ids: readonly string[] = [];

  constructor(
    book: Book,
    { entity }: Pick<TargetSettings, 'entity'>,
    format: Format,
    rules: ValueRules,
  ) {
    this.#book = book;
    this.#entity = entity;
    this.#format = format;
    this.#rules = rules;
  }

  async deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    signal.throwIfAborted();
    const changes = deliveries.map((delivery) => this.#toChange(delivery));
    const fitting = changes.filter(isChange);
    const written =
      fitting.length > 0
        ? await this.#book.write(this.#entity, fitting, signal)
        : new Set<Change>();
    return changes.map((change): Outcome => {
      if (!isChange(change)) return { kind: 'failed', failure: change };
      return { kind: written.has(change) ? 'applied' : 'unchanged', externalId: change.id };
    });
  }

  async peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    const entries = await this.#entriesOf(things, signal);
    return things.map((thing, nth) => {
      const entry = entries[nth] ?? null;
      if (entry === null || entry.deleted) return null;
      const then = this.#rowsOf(thing.document);
      if (then instanceof Failure)
        return { id: entry.id, now: shown(entry.rows), then: thing.document };
      const isRow = entry.rows.length === 1 && then.length === 1;
      const show = isRow ? shown : (rows: readonly Row[]) => ({ rows });
      return { id: entry.id, now: show(entry.rows), then: show(then) };
    });
  }

  async lastWrites({ things, signal }: PeekRequest): Promise<readonly (string | null)[]> {
    const entries = await this.#entriesOf(things, signal);
    return entries.map((entry) => entry?.idempotencyKey ?? null);
  }

  async keys({ after, limit, signal }: KeysRequest): Promise<readonly string[]> {
    if (after === null)
      this.#ids = await this.#book.read((journal) => journal?.ids() ?? [], signal);
    const begin = after === null ? 0 : this.#ids.findIndex((id) => id > after);
    return begin < 0 ? [] : this.#ids.slice(begin, begin + limit);
  }

  #entriesOf(
    things: readonly PeekedThing[],
    signal: AbortSignal,
  ): Promise<readonly (Entry | null)[]> {
    const keys = things.map(({ key }) => key);
    return this.#book.read((journal) => journal?.last(keys) ?? keys.map(() => null), signal);
  }

  #toChange(delivery: Delivery): Change | Failure {
    const { key, externalId, version, idempotencyKey, operation } = delivery;
    const isGone = operation === 'delete';
    const rows = isGone ? [] : this.#rowsOf(delivery.document);
    if (rows instanceof Failure) return rows;
    return {
      ...{ key, id: externalId ?? key, version, idempotencyKey, rows },
      ...(isGone ? { deleted: true } : {}),
      forced: delivery.forced ?? false,
    };
  }

  #rowsOf(document: JsonObject): readonly Row[] | Failure {
    try {
      return toRows(document, this.#format, this.#rules);
    } catch (error) {
      return Failure.from(error);
    }
  }
}

function isChange(change: Change | Failure): change is Change {
  return !(change instanceof Failure);
}

/** A single row is shown as it is, so that its fields can be compared one by one. */
function shown(rows: readonly Row[]): JsonObject {
  const [only] = rows;
  return rows.length === 1 && only ? only : { rows };
}
