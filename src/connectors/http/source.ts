import { createHash } from 'node:crypto';
import type {
  Cursor,
  Fetched,
  FetchRequest,
  Json,
  Page,
  PageRequest,
  RejectedRow,
  Source,
  SourceRecord,
  SourceSettings,
} from '../../connector-api/index.ts';
import {
  Failure,
  formatVersion,
  inParallel,
  isJsonObject,
  nextBoundary,
  rejectRow,
  shownJson,
  toRecord,
} from '../../connector-api/index.ts';
import { valueAt } from './answer-json.ts';
import type { HttpClient } from './client.ts';
import { refused } from './failures.ts';
import { fetchItem } from './read-thing.ts';
import type { HttpSourceOptions, Paging, Since } from './source-spec.ts';

/** State of a run. Between runs only `boundary` is set. */
interface RunCursor {
  /** The value for `since`; null reads everything. */
  readonly boundary: number | null;
  /** The page to read next: a cursor, a number or an address; null for the first. */
  readonly page: string | number | null;
  readonly newest: number | null;
  readonly startedAt: number | null;
  /** When the last page was read, in milliseconds. Absent before the first. */
  readonly readAt?: number;
  /** The run was interrupted for so long that items may have moved to pages already read. */
  readonly isBroken?: boolean;
  /** A digest of the items on the numbered page that was read last. */
  readonly content?: string;
}

/** An answer to the request for a page at an address. */
interface ReadPage {
  readonly value: Json;
  readonly headers: Headers;
  readonly path: string;
  readonly length: number;
}

/** Pages that follow each other faster than this belong to one state of the list, as far as any list allows. */
const INTERRUPTED_MS = 60_000;

/** Times below this are seconds until the year 5138, below the other milliseconds since 1973. */
const MILLISECONDS_FROM = 1e11;
const MICROSECONDS_FROM = 1e14;

const firstCursor: RunCursor = { boundary: null, page: null, newest: null, startedAt: null };

/**
 * Reads a list page by page. With `since`, a run asks for changes from the boundary on; the boundary moves only when a run has
 * read all pages: see `nextBoundary` for why nothing is missed. Without it, every run reads the whole list.
 *
 * An interrupted run continues at its next page, so that a long list is read to its end at some time. Its boundary stays where it was
 * if the interruption was long. If the system does not know the page any more, the run begins again.
 */
export class HttpSource implements Source {
  readonly #client: HttpClient;
  readonly #settings: SourceSettings;
  readonly #options: HttpSourceOptions;
  /** Absent when the configuration does not say how to read a single thing. */
  readonly fetch?: (request: FetchRequest) => Promise<Fetched>;
  /** As returned with the last page. Any other cursor was saved by an earlier run. */
  #given: Cursor | null = null;

  /** @param concurrency how many things are fetched at once */
  constructor(client: HttpClient, settings: SourceSettings, concurrency: number) {
    this.#client = client;
    this.#settings = settings;
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
    const startedAt = saved.startedAt ?? Date.now() * 1000;
    const path = this.#pathOf(saved, limit);
    const { items: at } = this.#options;
    const { value, headers, list: items } = await this.#client.getList(path, at, 'source', signal);
    if (items === null) {
      throw refused(
        'source',
        `${path.split('?')[0]} has no list at ${at ?? 'the top level'}: correct \`items\`.`,
      );
    }
    const { records, rejected } = this.#toRecords(items, path);
    const newest = records.reduce(
      (max, { version }) => Math.max(max, version),
      saved.newest ?? -Infinity,
    );
    const readAt = Date.now();
    const isBroken = saved.isBroken === true || isInterrupted(saved, readAt);
    const run: RunCursor = {
      ...{ ...saved, startedAt, readAt, newest: Number.isFinite(newest) ? newest : null },
      ...(isBroken ? { isBroken } : {}),
    };
    const page = this.#nextPage(saved, { value, headers, path, length: items.length });
    if (page !== null && page === saved.page) {
      throw refused(
        'source',
        `${path.split('?')[0]} names the page that was just read as the next one, so the list would never end: correct \`paging\`.`,
      );
    }
    if (page === null) return { records, rejected, cursor: { ...this.#finish(run) }, more: false };
    const next = this.#paging().kind === 'page' ? this.#afterNumbered(run, items, path) : run;
    return { records, rejected, cursor: { ...next, page }, more: true };
  }

  /**
   * A system that ignores the page number returns its first page for ever. One that repeats its last page for every later number
   * looks the same if that page is also the first, so both are refused.
   * @throws Failure SOURCE_REFUSED if the page has the same items as the previous one
   */
  #afterNumbered(run: RunCursor, items: readonly Json[], path: string): RunCursor {
    const content = createHash('sha256').update(shownJson(items)).digest('base64url');
    if (content !== run.content) return { ...run, content };
    throw refused(
      'source',
      `${path.split('?')[0]} returned the same items for page ${run.page} as for the page before, so the list would never end: correct \`paging\`; its \`param\` must be the parameter by which the system takes the page number.`,
    );
  }

  #finish({ boundary, newest, startedAt, isBroken }: RunCursor): RunCursor {
    const { since } = this.#options;
    if (!since || this.#settings.version === null) return firstCursor;
    if (isBroken) return { ...firstCursor, boundary };
    const unit = unitOf(newest ?? 0, since.format);
    const overlap = Math.ceil((this.#settings.overlapMs * 1000) / unit);
    const clock = startedAt && Math.floor(startedAt / unit);
    return { ...firstCursor, boundary: nextBoundary({ boundary, newest, clock, overlap }) };
  }

  #pathOf({ boundary, page }: RunCursor, limit: number): string {
    const { path = `/${this.#settings.entity}`, since } = this.#options;
    const paging = this.#paging();
    // A link is complete: it carries the parameters of the request that led to it.
    if (paging.kind === 'link' && page !== null) return String(page);
    const url = this.#client.address(path, 'source');
    for (const [name, value] of boundary === null ? [] : sinceParams(boundary, since))
      url.searchParams.set(name, value);
    if (paging.kind === 'cursor' && page !== null) url.searchParams.set(paging.param, String(page));
    if (paging.kind === 'page') {
      url.searchParams.set(paging.param, String(page ?? paging.start ?? 1));
      if (paging.sizeParam) url.searchParams.set(paging.sizeParam, String(limit));
    }
    return url.href;
  }

  #paging(): Paging {
    return this.#options.paging ?? { kind: 'none' };
  }

  /** Null when this was the last page. */
  #nextPage(run: RunCursor, { value, headers, path, length }: ReadPage): string | number | null {
    const paging = this.#paging();
    switch (paging.kind) {
      case 'none':
        return null;
      case 'cursor': {
        const next = valueAt(value, paging.next);
        // A feed that always names a next position has ended when that position returns nothing.
        if (next === run.page && length === 0) return null;
        return (typeof next === 'string' && next !== '') || typeof next === 'number' ? next : null;
      }
      case 'page':
        return length === 0 ? null : Number(run.page ?? paging.start ?? 1) + 1;
      case 'link': {
        const next =
          paging.field === undefined ? nextLink(headers.get('link')) : valueAt(value, paging.field);
        if (typeof next !== 'string' || next === '') return null;
        // Relative to the page that names it (RFC 8288, 3.1).
        return this.#client.address(new URL(next, path).href, 'source').href;
      }
    }
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
    const records: SourceRecord[] = [];
    const rejected: RejectedRow[] = [];
    items.forEach((item, index) => {
      const position = `${path.split('?')[0]}, item ${index + 1}`;
      if (!isJsonObject(item)) {
        rejected.push(rejectRow(shownJson(item), position, 'an item must be an object'));
        return;
      }
      const result = toRecord(item, this.#settings, {
        position,
        fallbackVersion: Date.now() * 1000,
      });
      if (result.kind === 'record') records.push(result.record);
      else rejected.push(result.row);
    });
    return { records, rejected };
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

/** The microseconds in one of a version: a system may send its times as seconds or milliseconds since 1970. */
function unitOf(version: number, format = 'iso'): number {
  if (format === 'version' || version < 0 || version >= MICROSECONDS_FROM) return 1;
  return version < MILLISECONDS_FROM ? 1_000_000 : 1000;
}

function sinceParams(boundary: number, since: Since | undefined): [string, string][] {
  if (!since) return [];
  const { param, format } = since;
  const time = formatSince(boundary, format);
  if (typeof param === 'string') return [[param, time]];
  return Object.entries(param).map(([name, text]) => [name, text.replaceAll('{since}', time)]);
}

function formatSince(version: number, format = 'iso'): string {
  if (format === 'version') return String(version);
  const micros = version * unitOf(version, format);
  if (format === 'iso') return formatVersion(micros);
  // Cut to the second, which asks for more rather than less.
  if (format === 'dateTime') return formatVersion(micros).slice(0, 19).replace('T', ' ');
  return String(Math.floor(micros / (format === 'epochMs' ? 1000 : 1_000_000)));
}

/** The target of `rel="next"` in a Link header (RFC 8288). */
function nextLink(header: string | null): string | null {
  for (const [, target = '', params = ''] of (header ?? '').matchAll(/<([^>]*)>([^<]*)/g)) {
    if (/;\s*rel="?[^"]*\bnext\b/.test(params)) return target;
  }
  return null;
}
