import type { DeadLetter, Json, JsonObject } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Burial, DeadLetters } from '../pipeline/index.ts';
import { textArray } from '../sql/index.ts';
import { buryColumns } from './aside-rows.ts';
import { burySql } from './aside-statements.ts';
import type { NamedRequest } from './answered-requests.ts';
import { answerOnce, forgetAnsweredSql } from './answered-requests.ts';
import type { Database, RunStatement, TextColumn } from './database.ts';
import type { LetterFilter } from './dead-letter-statements.ts';
import {
  closeRejectedSql,
  countSql,
  discardSql,
  filterValues,
  forgetSql,
  listSql,
  newestSql,
  rejectingStreamsSql,
  replayRunsSql,
  replaySql,
} from './dead-letter-statements.ts';
import { storeCall } from './failures.ts';
import { RejectingStreams } from './rejecting-streams.ts';
import { inPortions, throughPortions } from './portions.ts';

export interface ReplayOrder {
  readonly filter: LetterFilter;
  /** Replaces the content of the replayed records; null leaves it unchanged. */
  readonly document: JsonObject | null;
  /** Null: all are due at once. */
  readonly perSecond: number | null;
  /** Identifies the order, so that a repeat gets the first answer. Default: no id. */
  readonly request?: NamedRequest | null;
}

/** How many letters of one lane a statement has parked. */
interface Replayed {
  readonly stream: string;
  readonly lane: string;
  readonly records: number;
}

/** The dead letters of all streams. Every call throws STORE_UNAVAILABLE if the database did not answer. */
export class DeadLetterBook implements DeadLetters {
  readonly #database: Database;
  readonly #schema: string;
  readonly #rejecting: RejectingStreams;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#schema = schema;
    this.#rejecting = new RejectingStreams(async () => {
      const [streams] = await this.#run('look for rejected', rejectingStreamsSql(schema), []);
      return JSON.parse(streams ?? '[]') as string[];
    });
  }

  /** Stores rows that failed at intake; lanes bury in the transaction of their settlement. */
  async bury(burials: readonly Burial[]): Promise<void> {
    for (const [stream, rows] of Map.groupBy(burials, (burial) => burial.stream)) {
      const statement = { name: 'bury-rows', text: `${burySql(this.#schema)} returning 1` };
      await storeCall(`bury rows of stream ${stream}`, () =>
        this.#database.transaction((run) =>
          run(statement, [0, null, stream, ...buryColumns(rows)]),
        ),
      );
      if (rows.some(({ row }) => row?.key !== undefined)) await this.#rejecting.buried(stream);
    }
  }

  async closeRejected(stream: string, keys: () => readonly string[]): Promise<void> {
    await this.#rejecting.closing(stream, async () => {
      const values = [stream, textArray(keys())];
      const [hasOthers] = await this.#run('close rejected', closeRejectedSql(this.#schema), values);
      return hasOthers === 't';
    });
  }

  /** Oldest first. @param after the id after which the page begins; null begins with the oldest */
  async list(
    filter: LetterFilter,
    page: { readonly limit: number; readonly after: string | null },
    signal?: AbortSignal,
  ): Promise<readonly DeadLetter[]> {
    const values = [...filterValues(filter), page.after ?? '0', page.limit];
    const [letters] = await this.#run('list', listSql(this.#schema), values, signal);
    return JSON.parse(letters ?? '[]') as DeadLetter[];
  }

  async count(filter: LetterFilter, signal?: AbortSignal): Promise<number> {
    const values = filterValues(filter);
    const [count] = await this.#run('count', countSql(this.#schema), values, signal);
    return Number(count);
  }

  /** Returns the id of the newest letter of all; '0' if there is none. */
  async newestId(signal?: AbortSignal): Promise<string> {
    const [id] = await this.#run('find the newest', newestSql(this.#schema), [], signal);
    return id ?? '0';
  }

  /** @throws Failure NOT_FOUND */
  async get(id: string, signal?: AbortSignal): Promise<DeadLetter> {
    const [letter] = await this.list({ ids: [id] }, { limit: 1, after: null }, signal);
    if (letter) return letter;
    throw new Failure('NOT_FOUND', { message: `There is no dead letter ${id}.` });
  }

  /** Parks the records of open letters in their lanes. @returns how many, in all and per lane */
  async replay(order: ReplayOrder): Promise<{ count: number; lanes: Record<string, number> }> {
    const { filter, document, perSecond, request = null } = order;
    const edited = document === null ? null : JSON.stringify(document);
    const values = [...filterValues(filter), perSecond, edited];
    const statement = { name: 'replay-dead-letters', text: replaySql(this.#schema) };
    return this.#once('replay', request, async (run) => {
      const replayed: Replayed[] = [];
      await throughPortions(async (after, before) => {
        const [last, seen, told] = await run(statement, [...values, after, before]);
        replayed.push(...(JSON.parse(told ?? '[]') as Replayed[]));
        return { last, count: Number(seen) };
      });
      const runs = { name: 'enter-replays', text: replayRunsSql(this.#schema) };
      await run(runs, [JSON.stringify(replayed)]);
      const lanes: Record<string, number> = {};
      for (const { lane, records } of replayed) lanes[lane] = (lanes[lane] ?? 0) + records;
      return { count: replayed.reduce((sum, { records }) => sum + records, 0), lanes };
    });
  }

  /** Closes open letters. @returns how many */
  async discard(filter: LetterFilter, request: NamedRequest | null = null): Promise<number> {
    const statement = { name: 'discard-dead-letters', text: discardSql(this.#schema) };
    const values = filterValues(filter);
    return this.#once('discard', request, (run) =>
      throughPortions(async (after) => {
        const [last, count] = await run(statement, [...values, after]);
        return { last, count: Number(count) };
      }),
    );
  }

  /** Deletes letters that were closed longer ago than this. @returns how many */
  async forgetClosed(olderThanMs: number): Promise<number> {
    const text = forgetSql(this.#schema);
    return inPortions(async () => Number((await this.#run('forget', text, [olderThanMs]))[0]));
  }

  /** Deletes answers to orders older than this. @returns how many */
  async forgetAnswered(olderThanMs: number): Promise<number> {
    const statement = { name: 'forget-answered', text: forgetAnsweredSql(this.#schema) };
    return storeCall('forget answered requests', () =>
      inPortions(async () => Number((await this.#database.one(statement, [olderThanMs]))[0])),
    );
  }

  #once<Answer extends Json>(
    what: string,
    request: NamedRequest | null,
    carryOut: (run: RunStatement) => Promise<Answer>,
  ): Promise<Answer> {
    const place = { database: this.#database, schema: this.#schema };
    return storeCall(`${what} dead letters`, () => answerOnce(place, request, carryOut));
  }

  #run(
    what: string,
    text: string,
    values: readonly unknown[],
    signal?: AbortSignal,
  ): Promise<readonly TextColumn[]> {
    const statement = { name: `${what.replaceAll(' ', '-')}-dead-letters`, text };
    return storeCall(`${what} dead letters`, () => this.#database.one(statement, values, signal));
  }
}
