import { once } from 'node:events';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { COLUMNS, ON_CONFLICT } from '../relay/product.ts';
import type { Row } from '../relay/product.ts';

/** Rows per transaction: 10,000 to 20,000 are fastest. */
const CHUNK = 10_000;
const NEEDS_ESCAPE = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/**
 * The fastest way from a client into a table that already has rows: COPY into a staging table of the session, then one INSERT ..
 * ON CONFLICT from there, one transaction per chunk. The next chunk is collected while one is written.
 */
export class CopyUpsert {
  readonly #client: pg.Client;
  #lines: string[] = [];
  #keys = new Set<string>();
  #writing: Promise<void> = Promise.resolve();

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  static async open(client: pg.Client): Promise<CopyUpsert> {
    await client.query(
      'create temporary table staging (like product including defaults) on commit delete rows',
    );
    return new CopyUpsert(client);
  }

  /** Accepts a row; waits only when a chunk is full and the previous one is still being written. */
  async add(row: Row): Promise<void> {
    // One INSERT cannot touch a row twice, so a key's next version begins the next chunk.
    if (this.#lines.length === CHUNK || this.#keys.has(row[0])) await this.#flush();
    this.#keys.add(row[0]);
    this.#lines.push(lineOf(row));
  }

  /** Resolves when everything is committed. */
  async end(): Promise<void> {
    await this.#flush();
    await this.#writing;
  }

  async #flush(): Promise<void> {
    const lines = this.#lines;
    this.#lines = [];
    this.#keys = new Set();
    await this.#writing;
    if (lines.length > 0) this.#writing = this.#write(lines);
  }

  async #write(lines: readonly string[]): Promise<void> {
    await this.#client.query('begin');
    const copy = this.#client.query(copyFrom(`copy staging (${COLUMNS}) from stdin`));
    copy.end(lines.join(''));
    await once(copy, 'finish');
    await this.#client.query(
      `insert into product (${COLUMNS}) select ${COLUMNS} from staging ${ON_CONFLICT}`,
    );
    await this.#client.query('commit');
  }
}

/** A line of COPY's text format. */
function lineOf(row: Row): string {
  return `${row.map((value) => (typeof value === 'string' ? escaped(value) : String(value))).join('\t')}\n`;
}

function escaped(value: string): string {
  return NEEDS_ESCAPE.test(value)
    ? value.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? '')
    : value;
}
