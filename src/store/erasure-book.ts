import type { Erased, Erasure, ErasureOrder, Remaining } from '../domain/index.ts';
import type { NamedRequest } from './answered-requests.ts';
import { answerOnce } from './answered-requests.ts';
import { countNaming, forgetKey, subjectOf } from './audit-subjects.ts';
import type { Database, RunStatement, Statement } from './database.ts';
import type { ThingInStream } from './erasure-statements.ts';
import { linksOf, rowsOf, staying } from './erasure-statements.ts';
import { storeCall } from './failures.ts';

export type { ThingInStream } from './erasure-statements.ts';

/**
 * While the logs are erased the transaction says nothing to the server, for longer than others may: each record is
 * overwritten on the disk of NATS.
 */
const TAKE_TIME = setting('take-time', "= '15min'");
const BE_QUICK = setting('be-quick', 'to default');

/** A thing whose data is to be erased or counted. */
export interface HeldThing {
  /** Null for a thing that was never linked. */
  readonly masterKey: string | null;
  /** The streams that are included. */
  readonly inStreams: readonly ThingInStream[];
  /** Whether its ids in all systems are included too. */
  readonly withLinks: boolean;
}

/** An order with an id. */
export interface NamedErasure {
  readonly id: string;
  readonly order: ErasureOrder;
}

/** Erases what the store holds of things. Every call throws STORE_UNAVAILABLE if the database did not answer. */
export class ErasureBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** Returns what `erase` would remove and leave. Writes nothing. */
  async count(thing: HeldThing): Promise<Erasure> {
    return this.#once(null, async (run) => ({
      erased: [...(await this.#rows(run, thing, 'count')), ...(await this.#audit(run, thing))],
      remaining: await this.#staying(run, thing),
    }));
  }

  /** Counts the rows held, without the audit log. */
  async countRows(thing: HeldThing): Promise<number> {
    const rows = await this.#once(null, (run) => this.#rows(run, thing, 'count'));
    return rows.reduce((sum, { count }) => sum + count, 0);
  }

  /**
   * Removes everything in one transaction. Call it while the lanes of the streams are stopped.
   * @param named the order, if it has an id under which it is carried out once
   * @param alsoErase removes what is outside of the database; called within the transaction, once per id. A crash
   * afterwards leaves the rows, and a repeat completes the erasure
   */
  async erase(
    thing: HeldThing,
    named: NamedErasure | null,
    alsoErase: () => Promise<readonly Erased[]>,
  ): Promise<Erasure> {
    const request = named && (await this.#request(named));
    return this.#once(request, async (run) => {
      await run(TAKE_TIME, []);
      const erased = [...(await alsoErase())];
      await run(BE_QUICK, []);
      erased.push(...(await this.#rows(run, thing, 'erase')));
      erased.push(...(await this.#audit(run, thing, forgetKey)));
      return { erased, remaining: await this.#staying(run, thing) };
    });
  }

  /**
   * A hash of the order is stored, from which a short key could be guessed. So the key's pseudonym in the audit log is
   * hashed instead.
   */
  async #request({ id, order: { key, ...order } }: NamedErasure): Promise<NamedRequest> {
    const subject = await this.#once(null, (run) => subjectOf(run, this.#schema, key));
    return { id, content: { eraseRecord: { ...order, subject } } };
  }

  async #rows(
    run: RunStatement,
    { inStreams, masterKey, withLinks }: HeldThing,
    how: 'count' | 'erase',
  ): Promise<readonly Erased[]> {
    const rows = inStreams.flatMap((place) => rowsOf(this.#schema, place, masterKey));
    if (withLinks && masterKey !== null) rows.push(linksOf(this.#schema, masterKey));
    const erased: Erased[] = [];
    for (const { place, stream, values, [how]: statement } of rows) {
      const count = Number((await run(statement, values))[0]);
      if (count > 0) erased.push({ place, stream, count });
    }
    return erased;
  }

  async #audit(
    run: RunStatement,
    { inStreams }: HeldThing,
    take: typeof forgetKey = countNaming,
  ): Promise<readonly Erased[]> {
    let count = 0;
    for (const key of new Set(inStreams.map((place) => place.key)))
      count += await take(run, this.#schema, key);
    return count > 0 ? [{ place: 'audit', stream: '', count }] : [];
  }

  async #staying(run: RunStatement, { inStreams }: HeldThing): Promise<readonly Remaining[]> {
    const remaining: Remaining[] = [];
    for (const where of inStreams.flatMap((place) => staying(this.#schema, place))) {
      const { place: kind, stream, values } = where;
      const count = Number((await run(where.count, values))[0]);
      if (count > 0) remaining.push({ kind, stream, count, untilMs: null });
    }
    return remaining;
  }

  #once<Answer>(
    request: NamedRequest | null,
    work: (run: RunStatement) => Promise<Answer>,
  ): Promise<Answer> {
    const place = { database: this.#database, schema: this.#schema };
    return storeCall('erase a thing, or count what is held of it', () =>
      answerOnce(place, request, work),
    );
  }
}

function setting(name: string, value: string): Statement {
  return { name, text: `set local idle_in_transaction_session_timeout ${value}` };
}
