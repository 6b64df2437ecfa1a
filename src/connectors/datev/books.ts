import { access, constants, readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { Failure } from '../../connector-api/index.ts';
import { Book } from './book.ts';
import type { BookParts } from './book.ts';

const LOOK_EVERY_MS = 5_000;
/** Asks for a hand-over; with the extension that Windows adds. */
const REQUEST = /^hand-over(\.txt)?$/i;

export type BooksParts = Omit<BookParts, 'lane'> & {
  /** The connector's name, for messages. */
  readonly name: string;
};

/** The books of a connector, one per lane: also of lanes that no longer exist, since what they delivered is still handed over. */
export class Books {
  readonly #parts: BooksParts;
  readonly #books = new Map<string, Book>();
  readonly #closed = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;
  #lastWarning = '';

  constructor(parts: BooksParts) {
    this.#parts = parts;
  }

  of(lane: string): Book {
    const known = this.#books.get(lane);
    if (known) return known;
    const book = new Book({ ...this.#parts, lane });
    this.#books.set(lane, book);
    return book;
  }

  /** Checks the folder, and from then on hands over what is due. */
  async check(): Promise<void> {
    const { folder, name } = this.#parts;
    await access(folder, constants.R_OK | constants.W_OK).catch((error: unknown) => {
      const message = `The folder ${folder} of connector ${name} cannot be written to: create it, or give the hub access.`;
      throw new Failure('TARGET_UNAVAILABLE', { message, cause: error });
    });
    if (this.#timer) return;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    this.#look();
  }

  /** Hands over what is due, or everything if somebody asks for it. */
  async handOver(): Promise<void> {
    const { folder } = this.#parts;
    const requests = (await readdir(folder)).filter((name) => REQUEST.test(name));
    const failures: unknown[] = [];
    for (const lane of await this.#lanes())
      await this.of(lane)
        .handOver(requests.length > 0, this.#closed.signal)
        .catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
    for (const name of requests) await rm(path.join(folder, name), { force: true });
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#closed.abort(new Error('The connector is closed.'));
    await this.#looking;
    await Promise.all(Array.from(this.#books.values(), (book) => book.close()));
  }

  /** A hand-over that fails is tried again; if it is not only the folder that is away, the lane's next delivery fails, too. */
  #look(): void {
    this.#looking ??= this.handOver()
      .catch((error: unknown) => this.#warn(Failure.from(error).message))
      .finally(() => (this.#looking = null));
  }

  #warn(message: string): void {
    if (message === this.#lastWarning || this.#closed.signal.aborted) return;
    this.#lastWarning = message;
    process.emitWarning(`Connector ${this.#parts.name} cannot hand over now: ${message}`);
  }

  async #lanes(): Promise<readonly string[]> {
    const folder = path.join(this.#parts.folder, 'journal');
    const names = await readdir(folder).catch(() => []);
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => decodeURIComponent(path.basename(name, '.jsonl')));
  }
}
