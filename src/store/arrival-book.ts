import type { ArrivalBook, ArrivalCounts, DeliveriesBehind, Hint } from '../pipeline/index.ts';
import type { ArrivalStatements } from './arrival-statements.ts';
import { arrivalStatements } from './arrival-statements.ts';
import type { Database } from './database.ts';
import { storeCall } from './failures.ts';
import { inPortions } from './portions.ts';

/** A waiting hint, in the state in which it was read. */
export interface WaitingHint {
  readonly key: string;
  /** Increases when the same key is hinted at again. */
  readonly revision: string;
}

/** Remembers the arrivals of all streams: what systems send by themselves. */
export class ArrivalBooks {
  readonly #database: Database;
  readonly #statements: ArrivalStatements;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#statements = arrivalStatements(schema);
  }

  /** Returns the counts of all streams with arrivals, by name. */
  async counts(): Promise<ReadonlyMap<string, ArrivalCounts>> {
    const [all] = await this.#run('loadAll', 'load the arrivals of all streams', []);
    return new Map(Object.entries(JSON.parse(all ?? '{}') as Record<string, ArrivalCounts>));
  }

  of(stream: string): ArrivalBook {
    const load = () => this.#run('load', `load the arrivals of stream ${stream}`, [stream]);
    return {
      load: async () => {
        const [, accepted, duplicates, rejected] = (await load()).map(Number);
        return { accepted, duplicates, rejected } as ArrivalCounts;
      },
      notedSeq: async () => Number((await load())[0]),
      known: (deliveryIds) => this.#known(stream, deliveryIds),
      note: async ({ deliveryIds, noted, added }) => {
        const { accepted, duplicates, rejected } = added;
        const [from, to] = noted ? [noted.from, noted.to] : [null, null];
        const values = [stream, deliveryIds, to, accepted, duplicates, rejected, from];
        const [isWhole] = await this.#run('note', `note deliveries of stream ${stream}`, values);
        return isWhole === 't';
      },
      noteFound: (page) => this.#noteFound(stream, page),
      noteHints: (hints) => this.#noteHints(stream, hints),
    };
  }

  /** Returns the hints of a stream that have waited longest. */
  async hints(stream: string, limit: number): Promise<readonly WaitingHint[]> {
    const [hints] = await this.#run('hints', `read the hints of stream ${stream}`, [stream, limit]);
    return JSON.parse(hints ?? '[]') as WaitingHint[];
  }

  async streamsWithHints(): Promise<readonly string[]> {
    const [streams] = await this.#run('waiting', 'find streams with hints', []);
    return JSON.parse(streams ?? '[]') as string[];
  }

  /** Deletes hints that were followed, except those that arrived again in the meantime. */
  async hintsFollowed(stream: string, hints: readonly WaitingHint[]): Promise<void> {
    const values = [stream, hints.map(({ key }) => key), hints.map(({ revision }) => revision)];
    await this.#run('fetched', `forget hints of stream ${stream}`, values);
  }

  /** Deletes deliveries older than this. @returns how many */
  async forget(ageMs: number): Promise<number> {
    return inPortions(async () => {
      const [count] = await this.#run('forget', 'forget old deliveries', [ageMs]);
      return Number(count);
    });
  }

  /** Forgets all deliveries of a stream; those that its log holds are noted again at the next arrival. */
  async forgetStream(stream: string): Promise<void> {
    await this.#run('forgetStream', `forget the deliveries of stream ${stream}`, [stream]);
  }

  async #known(stream: string, ids: readonly string[]): Promise<ReadonlySet<string>> {
    const [known] = await this.#run('known', `look up deliveries of ${stream}`, [stream, ids]);
    return new Set(JSON.parse(known ?? '[]') as string[]);
  }

  async #noteFound(stream: string, { deliveryIds, lastSeq }: DeliveriesBehind): Promise<number> {
    const values = [stream, deliveryIds, lastSeq];
    const [count] = await this.#run('found', `note deliveries of stream ${stream}`, values);
    return Number(count);
  }

  async #noteHints(stream: string, hints: readonly Hint[]): Promise<ReadonlySet<string>> {
    const ids = hints.map(({ deliveryId }) => deliveryId);
    const keys = hints.map(({ key }) => key);
    const values = [stream, ids.filter((id) => id !== null), keys, ids, hints.length];
    const [fresh] = await this.#run('hint', `note hints of stream ${stream}`, values);
    return new Set(JSON.parse(fresh ?? '[]') as string[]);
  }

  async #run(what: keyof ArrivalStatements, action: string, values: readonly unknown[]) {
    return storeCall(action, () => this.#database.one(this.#statements[what], values));
  }
}
