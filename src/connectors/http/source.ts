import type {
  Cursor,
  Fetched,
  FetchRequest,
  Json,
  Page,
  PageRequest,
  RejectedRow,
  Source,
  SourceSettings,
} from '../../connector-api/index.ts';
import { Failure, inParallel, rejectRow, toRecords } from '../../connector-api/index.ts';
import { beganAt } from './began-at.ts';
import type { HttpClient } from './client.ts';
import { refused } from './failures.ts';
import type { Place } from './paging.ts';
import { isCounted, nextPlace } from './paging.ts';
import type { LastPage } from './read-again.ts';
import { compareAgain, contentOf, marksOf } from './read-again.ts';
import { fetchItem } from './read-thing.ts';
import { boundaryAfter, sinceParams } from './since.ts';
import type { HttpSourceOptions, Paging } from './source-spec.ts';

/** State of a run. Between runs only `boundary` is set. */
type RunCursor = {
  /** The value for `since`; null reads everything. */
  readonly boundary: number | null;
  /** The page to read next; null for the first. */
  readonly page: Place;
  readonly newest: number | null;
  readonly startedAt: number | null;
  /** The page size that is asked for. With another one, page numbers would mean other rows. */
  readonly size?: number;
  /** When the last page was read, in milliseconds. Absent before the first. */
  readonly readAt?: number;
  /** Items may have moved to pages already read, and this run does not find them. */
  readonly isBroken?: boolean;
  /** The counted page that was read last. */
  readonly last?: LastPage;
};

/** Pages that follow each other faster than this belong to one state of the list, as far as any list allows. */
const INTERRUPTED_MS = 60_000;

const firstCursor: RunCursor = { boundary: null, page: null, newest: null, startedAt: null };

/**
 * Reads a list page by page. With `since`, a run asks for changes from the boundary on; the boundary moves only when a run has
 * read all pages: see `nextBoundary` for why nothing is missed. Without it, every run reads the whole list.
 *
 * Pages that are counted shift when rows leave the list, so each is read again after the page behind it: see `compareAgain`. If
 * nothing on it is as it was, the run begins again, once, and its boundary stays where it was.
 *
 * An interrupted run continues at its next page, so that a long list is read to its end at some time. Its boundary stays where it was
 * if the interruption was long. If the system does not know the page any more, the run begins again.
 */
export class HttpSource implements Source {
  readonly #client: HttpClient;
  readonly #settings: SourceSettings;
  readonly #options: HttpSourceOptions;
  readonly #documentIn: (item: Json) => Json;
  /** Absent when the configuration does not say how to read a single thing. */
  readonly fetch?: (request: FetchRequest) => Promise<Fetched>;
  /** As returned with the last page. Any other cursor was saved by an earlier run. */
  #given: Cursor | null = null;

  /**
   * @param concurrency how many things are fetched at once
   * @param documentIn takes the document out of an item; default: the item is the document
   */
  constructor(
    client: HttpClient,
    settings: SourceSettings,
    concurrency: number,
    documentIn = (item: Json) => item,
  ) {
    this.#client = client;
    this.#settings = settings;
    this.#documentIn = documentIn;
    this.#options = settings.options;
    const { get } = this.#options;
    if (!get) return;
    this.fetch = async ({ keys, signal }) => {
      const one = (key: string) => fetchItem(client, get, key, signal).catch(refusalOf);
      const answers = await inParallel(keys, concurrency, one, signal);
      const items = answers.filter(
        (answer): answer is Json => !(answer instanceof Failure) && answer !== null,
      );
      const { records, rejected } = this.#toRecords(items, get.path);
      return { records, rejected: [...rejected, ...this.#refusedRows(keys, answers, get.path)] };
    };
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const saved = (cursor as RunCursor | null) ?? firstCursor;
    const page = await this.#readPage(saved, limit, signal).catch((error: unknown) => {
      if (saved.page === null || !isRefusal(error)) throw error;
      if (cursor === this.#given && !isInterrupted(saved, Date.now())) throw error;
      return this.#readPage({ ...firstCursor, boundary: saved.boundary }, limit, signal);
    });
    this.#given = page.cursor;
    return page;
  }

  async #readPage(saved: RunCursor, limit: number, signal: AbortSignal): Promise<Page> {
    const askedAtMs = Date.now();
    const began = { ...saved, size: saved.size ?? limit };
    const { items, path, ...answer } = await this.#readList(began, signal);
    const startedAt = saved.startedAt ?? beganAt(answer, askedAtMs);
    const rows = this.#toRecords(items, path);
    const page = nextPlace(this.#paging, saved.page, { ...answer, path, length: items.length });
    if (page !== null && page === saved.page) {
      throw refused(
        'source',
        `${path.split('?')[0]} names the page that was just read as the next one, so the list would never end: correct \`paging\`.`,
      );
    }
    const { fresh, isContinued } = await this.#readAgain(began, items, signal);
    const records = [...rows.records, ...fresh.records];
    const rejected = [...rows.rejected, ...fresh.rejected];
    const newest = records.reduce(
      (max, { version }) => Math.max(max, version),
      saved.newest ?? -Infinity,
    );
    const readAt = Date.now();
    const isBroken = saved.isBroken === true || isInterrupted(saved, readAt);
    if (!isContinued && !isBroken) {
      const again = { ...firstCursor, boundary: saved.boundary, startedAt, isBroken: true };
      return { records, rejected, cursor: again, more: true };
    }
    const run: RunCursor = {
      ...{ boundary: saved.boundary, page, startedAt, size: began.size, readAt },
      newest: Number.isFinite(newest) ? newest : null,
      ...(isBroken ? { isBroken } : {}),
    };
    if (page === null) return { records, rejected, cursor: this.#finish(run), more: false };
    if (!isCounted(page, this.#paging, path)) return { records, rejected, cursor: run, more: true };
    const marks = marksOf(rows, this.#isVersioned);
    const last = { place: saved.page, marks, content: contentOf(items) };
    return { records, rejected, cursor: { ...run, last }, more: true };
  }

  async #readList(run: RunCursor, signal: AbortSignal) {
    const path = this.#pathOf(run);
    const { items: at } = this.#options;
    const { list, ...answer } = await this.#client.getList(path, at, 'source', signal);
    if (list !== null) return { ...answer, path, items: list };
    throw refused(
      'source',
      `${path.split('?')[0]} has no list at ${at ?? 'the top level'}: correct \`items\`.`,
    );
  }

  /**
   * Reads the page before the current one again, if it is counted, and returns the rows on it that were not there before.
   *
   * A system that ignores the page number returns its first page for ever. One that repeats its last page for every later number
   * looks the same if that page is also the first, so both are refused.
   * @param current what is on the current page
   * @throws Failure SOURCE_REFUSED if both pages have the same items, and the page before has not changed
   */
  async #readAgain({ last, ...run }: RunCursor, current: readonly Json[], signal: AbortSignal) {
    const nothing = { fresh: { records: [], rejected: [] }, isContinued: true };
    if (last === undefined) return nothing;
    const answer = await this.#readList({ ...run, page: last.place }, signal).catch(refusalOf);
    // A page that no longer exists.
    if (answer instanceof Failure) return { ...nothing, isContinued: false };
    const { items, path } = answer;
    const isSame = [current, items].every((list) => contentOf(list) === last.content);
    if (isSame && this.#paging.kind === 'page') {
      throw refused(
        'source',
        `${path.split('?')[0]} returned the same items for page ${run.page} as for the page before, so the list would never end: correct \`paging\`; its \`param\` must be the parameter by which the system takes the page number.`,
      );
    }
    return compareAgain(this.#toRecords(items, path), last, this.#isVersioned);
  }

  #finish(run: RunCursor): RunCursor {
    const { since } = this.#options;
    if (!since || !this.#isVersioned) return firstCursor;
    if (run.isBroken) return { ...firstCursor, boundary: run.boundary };
    return { ...firstCursor, boundary: boundaryAfter(run, since, this.#settings) };
  }

  #pathOf({ boundary, page, size }: RunCursor): string {
    const { path = `/${this.#settings.entity}`, since } = this.#options;
    const paging = this.#paging;
    // A link is complete: it carries the parameters of the request that led to it.
    if (paging.kind === 'link' && page !== null) return String(page);
    const url = this.#client.address(path, 'source');
    for (const [name, value] of boundary === null ? [] : sinceParams(boundary, since))
      url.searchParams.set(name, value);
    if (paging.kind === 'cursor' && page !== null) url.searchParams.set(paging.param, String(page));
    if (paging.kind === 'page') {
      url.searchParams.set(paging.param, String(page ?? paging.start ?? 1));
      if (paging.sizeParam) url.searchParams.set(paging.sizeParam, String(size));
    }
    return url.href;
  }

  get #paging(): Paging {
    return this.#options.paging ?? { kind: 'none' };
  }

  /** Whether a record's version tells one state of a thing from another. */
  get #isVersioned(): boolean {
    return this.#settings.version !== null;
  }

  /**
   * Rejects the things that the system refuses to read, such as one whose key is not in its form: else they would be asked for again
   * for ever, and all others with them.
   * @throws Failure if it refuses all: then rather the configuration is wrong
   */
  #refusedRows(
    keys: readonly string[],
    answers: readonly (Json | Failure)[],
    path: string,
  ): RejectedRow[] {
    const refusals = answers.filter((answer) => answer instanceof Failure);
    if (refusals[0] && refusals.length === answers.length) throw refusals[0];
    return keys.flatMap((key, nth) => {
      const answer = answers[nth];
      if (!(answer instanceof Failure)) return [];
      const raw = JSON.stringify({ [this.#settings.key]: key });
      return [rejectRow(raw, `GET ${path}, key ${key}`, answer.message, key)];
    });
  }

  #toRecords(items: readonly Json[], path: string) {
    const [place = path] = path.split('?');
    const documents = items.map(this.#documentIn);
    return toRecords(documents, this.#settings, (_item, nth) => `${place}, item ${nth + 1}`);
  }
}

/** Whether the page before this cursor's was read long ago, for instance because the hub was asleep. */
function isInterrupted({ readAt }: RunCursor, nowMs: number): boolean {
  return readAt !== undefined && nowMs - readAt > INTERRUPTED_MS;
}

function isRefusal(error: unknown): error is Failure {
  return error instanceof Failure && error.code === 'SOURCE_REFUSED';
}

function refusalOf(error: unknown): Failure {
  if (isRefusal(error)) return error;
  throw error;
}
