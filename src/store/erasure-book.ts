import type { Erased, Erasure, Remaining } from '../domain/index.ts';
import type { NamedRequest } from './answered-requests.ts';
import { answerOnce } from './answered-requests.ts';
import type { Database, RunStatement, Statement } from './database.ts';
import type { ThingInStream } from './erasure-statements.ts';
import { linksOf, rowsOf, staying } from './erasure-statements.ts';
import { storeCall } from './failures.ts';

export type { ThingInStream } from './erasure-statements.ts';

/** What is to be erased, or counted, of one thing. */
export interface HeldThing {
  /** Null for a thing that was never linked. */
  readonly masterKey: string | null;
  /** The streams in which it is meant. */
  readonly inStreams: readonly ThingInStream[];
  /** Whether its ids in all systems are meant, too. */
  readonly withLinks: boolean;
}

/** Counts or erases one place. @returns how many rows */
type Take = (statement: Statement, values: readonly unknown[]) => Promise<number>;

/** Erases what the store holds of things. Every call throws STORE_UNAVAILABLE when the database did not answer. */
export class ErasureBook {
  readonly #database: Database;
  readonly #schema: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
  }

  /** What `erase` would take out and leave. Writes nothing. */
  async count(thing: HeldThing): Promise<Erasure> {
    const take: Take = async (statement, values) => {
      const [count] = await this.#database.one(statement, values);
      return Number(count);
    };
    return storeCall('count what is held of a thing', async () => ({
      erased: await this.#held(thing, 'count', take),
      remaining: await this.#staying(thing, take),
    }));
  }

  /**
   * Takes everything out in one transaction. Call it while the lanes of the streams are at rest.
   * @param alsoErase takes out what is outside of the database; called within the transaction, once per named request. A crash
   *   afterwards leaves the rows, and a repeat completes it
   */
  async erase(
    thing: HeldThing,
    request: NamedRequest | null,
    alsoErase: () => Promise<readonly Erased[]>,
  ): Promise<Erasure> {
    const place = { database: this.#database, schema: this.#schema };
    return storeCall('erase a thing', () =>
      answerOnce<Erasure>(place, request, async (run) => {
        const outside = await alsoErase();
        const take = taking(run);
        const rows = await this.#held(thing, 'erase', take);
        return { erased: [...outside, ...rows], remaining: await this.#staying(thing, take) };
      }),
    );
  }

  async #held(
    { inStreams, masterKey, withLinks }: HeldThing,
    how: 'count' | 'erase',
    take: Take,
  ): Promise<readonly Erased[]> {
    const rows = inStreams.flatMap((place) => rowsOf(this.#schema, place, masterKey));
    if (withLinks && masterKey !== null) rows.push(linksOf(this.#schema, masterKey));
    const erased: Erased[] = [];
    for (const { place, stream, values, [how]: statement } of rows) {
      const count = await take(statement, values);
      if (count > 0) erased.push({ place, stream, count });
    }
    return erased;
  }

  async #staying({ inStreams }: HeldThing, take: Take): Promise<readonly Remaining[]> {
    const remaining: Remaining[] = [];
    for (const where of inStreams.flatMap((place) => staying(this.#schema, place))) {
      const { place: kind, stream, values } = where;
      const count = await take(where.count, values);
      if (count > 0) remaining.push({ kind, stream, count, untilMs: null });
    }
    return remaining;
  }
}

function taking(run: RunStatement): Take {
  return async (statement, values) => {
    const [count] = await run(statement, values);
    return Number(count);
  };
}
