import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ConnectorContext } from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import { eitherSignal } from '../../domain/index.ts';
import { ifAbsent } from '../common/if-absent.ts';
import { Book } from './book.ts';
import type { BookParts } from './book.ts';
import { needFolder } from './need-folder.ts';

const LOOK_EVERY_MS = 5_000;
/** Asks for a hand-over; with the extension that Windows adds. */
const REQUEST = /^hand-over(\.txt)?$/i;

export type BooksParts = Omit<BookParts, 'lane'> & Pick<ConnectorContext, 'report'>;

/** The books of a connector, one per lane: also of lanes that no longer exist, since what they delivered is still handed over. */
export class Books {
  readonly #parts: BooksParts;
  readonly #books = new Map<string, Book>();
  readonly #closed = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #looking: Promise<void> | null = null;

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

  /**
   * Hands over what is due, now and from now on. What then fails is reported, and fails here again as long as it lasts.
   * @throws Failure TARGET_UNAVAILABLE; TARGET_MISCONFIGURED when it is not known what was handed over
   */
  async check(signal: AbortSignal): Promise<void> {
    this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
    using either = eitherSignal(signal, this.#closed.signal);
    await this.handOver(either.signal).catch((error: unknown) => {
      throw Failure.from(error, 'TARGET_UNAVAILABLE');
    });
  }

  /** Hands over what is due, or everything if somebody asks for it. A book that fails does not keep others from it. */
  async handOver(signal: AbortSignal): Promise<void> {
    const { folder } = this.#parts;
    await needFolder(folder);
    const requests = (await readdir(folder)).filter((name) => REQUEST.test(name));
    const failures: unknown[] = [];
    for (const lane of await this.#lanes())
      await this.of(lane)
        .handOver(requests.length > 0, signal)
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

  #look(): void {
    const { signal } = this.#closed;
    this.#looking ??= this.handOver(signal)
      .catch((error: unknown) => {
        if (!signal.aborted) this.#parts.report?.(Failure.from(error, 'TARGET_UNAVAILABLE'));
      })
      .finally(() => (this.#looking = null));
  }

  async #lanes(): Promise<readonly string[]> {
    const folder = path.join(this.#parts.folder, 'journal');
    const names = (await readdir(folder).catch(ifAbsent)) ?? [];
    return names
      .filter((name) => name.endsWith('.jsonl'))
      .map((name) => decodeURIComponent(path.basename(name, '.jsonl')));
  }
}
