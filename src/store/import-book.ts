import type { MikroORM } from '@mikro-orm/postgresql';
import type { ImportMemory, ImportOrder, ImportPosition } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { Database } from './database.ts';
import type { ImportRow } from './entities/index.ts';
import { Import } from './entities/index.ts';
import { storeCall } from './failures.ts';
import type { ImportStatements } from './import-statements.ts';
import { importStatements } from './import-statements.ts';

const LISTED_IMPORTS = 100;

export interface NewImport {
  readonly order: ImportOrder;
  readonly fileSize: number;
  /** Where the stream's log ends. */
  readonly logSeq: number;
  readonly requestedBy: string;
  /** A repeated id means the same import; null always starts a new one. */
  readonly requestId: string | null;
}

export interface ImportBookOptions {
  readonly orm: MikroORM;
  readonly database: Database;
  /** The schema, quoted. */
  readonly schema: string;
}

/** All imports. Every call throws STORE_UNAVAILABLE if the database did not answer. */
export class ImportBook {
  readonly #options: ImportBookOptions;
  readonly #statements: ImportStatements;

  constructor(options: ImportBookOptions) {
    this.#options = options;
    this.#statements = importStatements(options.schema);
  }

  /** @returns its id */
  async create({ order, fileSize, logSeq, requestedBy, requestId }: NewImport): Promise<string> {
    const job = JSON.stringify(order);
    const values = [order.stream, job, fileSize, logSeq, requestedBy, requestId];
    return storeCall('store an import', async () => {
      const [id] = await this.#options.database.one(this.#statements.create, values);
      return id ?? '';
    });
  }

  /** @throws Failure NOT_FOUND */
  async get(id: string): Promise<ImportMemory> {
    const row = /^\d{1,18}$/.test(id)
      ? await storeCall(`read import ${id}`, () =>
          this.#options.orm.em.fork().findOne(Import, { id }),
        )
      : null;
    if (row) return memoryOf(row);
    throw new Failure('NOT_FOUND', { message: `There is no import ${id}.` });
  }

  /** The newest hundred, newest first. */
  async list(): Promise<readonly ImportMemory[]> {
    const order = { orderBy: { id: 'desc' }, limit: LISTED_IMPORTS } as const;
    const rows = await storeCall('list imports', () =>
      this.#options.orm.em.fork().find(Import, {}, order),
    );
    return rows.map(memoryOf);
  }

  /** Lists the imports that have not ended, oldest first. */
  async open(): Promise<readonly ImportMemory[]> {
    const order = { orderBy: { id: 'asc' } } as const;
    const rows = await storeCall('list open imports', () =>
      this.#options.orm.em.fork().find(Import, { outcome: null }, order),
    );
    return rows.map(memoryOf);
  }

  /** Saves the progress durably. @throws Failure CANCELLED if the import has finished or is forgotten */
  async save(id: string, position: ImportPosition): Promise<void> {
    const { read, stored, rejected, offset, lines, fileBytes, logSeq, rejectsBytes } = position;
    const values = [id, read, stored, rejected, offset, lines, fileBytes, logSeq, rejectsBytes];
    if ((await this.#count('save', id, values)) > 0) return;
    throw new Failure('CANCELLED', { message: `Import ${id} is over.` });
  }

  /** May be repeated. @throws Failure COMMAND_REJECTED if it had ended with another outcome */
  async end(id: string, outcome: 'finished' | 'cancelled'): Promise<void> {
    if ((await this.#count('end', id, [id, outcome])) > 0) return;
    throw new Failure('COMMAND_REJECTED', { message: `Import ${id} is over.` });
  }

  /** Sets the open imports of a stream whose log is gone back to the beginning of their files. */
  async startAgain(stream: string): Promise<void> {
    await storeCall(`start the imports into ${stream} again`, () =>
      this.#options.database.one(this.#statements.startAgain, [stream]),
    );
  }

  #count(what: 'save' | 'end', id: string, values: readonly unknown[]): Promise<number> {
    return storeCall(`${what} import ${id}`, async () => {
      const [count] = await this.#options.database.one(this.#statements[what], values);
      return Number(count);
    });
  }
}

function memoryOf(row: ImportRow): ImportMemory {
  const { id, read, stored, rejected, byteOffset, lines, fileBytes, logSeq, rejectsBytes } = row;
  return {
    id,
    order: row.job,
    position: {
      read,
      stored,
      rejected,
      offset: byteOffset,
      lines,
      fileBytes,
      logSeq,
      rejectsBytes,
    },
    fileSize: row.fileSize,
    createdAtMs: row.createdAt.getTime(),
    outcome: row.outcome === 'finished' || row.outcome === 'cancelled' ? row.outcome : null,
    finishedAtMs: row.finishedAt?.getTime() ?? null,
    requestedBy: row.requestedBy,
  };
}
