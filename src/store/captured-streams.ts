import type { Database } from './database.ts';
import { storeCall } from './failures.ts';

/** A stream whose changes a source retains. */
export interface CapturedStream {
  readonly stream: string;
  readonly connector: string;
}

/** Records which sources retain changes for the hub. Every call throws STORE_UNAVAILABLE. */
export class CapturedStreams {
  readonly #database: Database;
  readonly #table: string;

  /** @param schema quoted */
  constructor(database: Database, schema: string) {
    this.#database = database;
    this.#table = `${schema}.captured_stream`;
  }

  /** Call it before the source is asked to retain anything. */
  async note({ stream, connector }: CapturedStream): Promise<void> {
    const text = `with noted as (insert into ${this.#table} (stream, connector) values ($1, $2) on conflict do nothing returning 1)
      select count(*) from noted`;
    await storeCall(`note that ${stream} captures changes`, () =>
      this.#database.one({ name: 'note-captured', text }, [stream, connector]),
    );
  }

  async list(): Promise<readonly CapturedStream[]> {
    const text = `select coalesce(json_agg(json_build_object('stream', stream, 'connector', connector) order by stream, connector), '[]')
      from ${this.#table}`;
    const [list] = await storeCall('list the captured streams', () =>
      this.#database.one({ name: 'list-captured', text }, []),
    );
    return JSON.parse(list ?? '[]') as CapturedStream[];
  }

  /** Call it when the source no longer retains anything. */
  async forget({ stream, connector }: CapturedStream): Promise<void> {
    const text = `with forgotten as (delete from ${this.#table} where stream = $1 and connector = $2 returning 1)
      select count(*) from forgotten`;
    await storeCall(`forget that ${stream} captured changes`, () =>
      this.#database.one({ name: 'forget-captured', text }, [stream, connector]),
    );
  }
}
