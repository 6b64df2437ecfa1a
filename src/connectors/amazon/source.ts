import type { Json, Page, PageRequest, Source, SourceSettings } from '../../connector-api/index.ts';
import {
  Failure,
  isJsonList,
  isJsonObject,
  nextBoundary,
  parseVersion,
  toRecords,
} from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import { refused } from '../http/failures.ts';
import type { SellingPartnerApi } from './api.ts';
import type { AmazonSettings, AmazonSourceOptions } from './spec.ts';
import { INCLUDED_DATA } from './spec.ts';

const PATH = '/orders/2026-01-01/orders';
/** The most orders that Amazon returns per page. */
const MAX_ORDERS = 100;
/** Amazon tells changes two minutes late and refuses to be asked for later ones; the third is for clocks that differ. */
const DELAY_MS = 180_000;
/** Amazon tells no older orders. */
const OLDEST_YEARS = 2;

/** State of a run. Between runs only `boundary` is set. */
type RunCursor = {
  /** Orders changed since then are read, in microseconds since 1970; null reads all. */
  readonly boundary: number | null;
  readonly newest: number | null;
  /** The span of changes that is being read, as it was asked for: a token holds only for the same span. Null before the first page. */
  readonly span: readonly [after: string, before: string] | null;
  /** Where the next page begins; null for the first. */
  readonly token: string | null;
};

const firstCursor: RunCursor = { boundary: null, newest: null, span: null, token: null };

/**
 * Reads orders by their time of change, page by page: Amazon allows a request in three minutes, after a burst.
 *
 * A run reads the changes until three minutes before its begin. An order that changes while pages are read leaves that span, and
 * the next run reads it. An interrupted run continues with its token. If Amazon does not know that any more (after a day, or with
 * other options), the span is read again from its begin.
 */
export class OrdersSource implements Source {
  readonly #api: SellingPartnerApi;
  readonly #settings: SourceSettings;
  readonly #options: AmazonSourceOptions;
  readonly #marketplaceIds: readonly string[];
  /** As returned with the last page. Any other cursor was saved by an earlier run. */
  #given: RunCursor | null = null;

  /** @throws Failure CONFIG_INVALID for an entity that cannot be read */
  constructor(
    api: SellingPartnerApi,
    settings: SourceSettings,
    { marketplaceId }: Pick<AmazonSettings, 'marketplaceId'>,
  ) {
    if (settings.entity !== 'orders') {
      throw new Failure('CONFIG_INVALID', {
        message: `The kind amazon reads orders, and not ${settings.entity}: correct \`entity\`.`,
      });
    }
    this.#api = api;
    this.#settings = settings;
    this.#options = settings.options;
    this.#marketplaceIds = this.#options.marketplaceIds ?? [marketplaceId];
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const saved = (cursor as RunCursor | null) ?? firstCursor;
    try {
      return await this.#readPage(saved, limit, signal);
    } catch (error) {
      const isForgotten = saved.token !== null && saved !== this.#given && isBadRequest(error);
      if (!isForgotten) throw error;
      return this.#readPage({ ...firstCursor, boundary: saved.boundary }, limit, signal);
    }
  }

  async #readPage(saved: RunCursor, limit: number, signal: AbortSignal): Promise<Page> {
    const span = saved.span ?? this.#spanFrom(saved.boundary);
    const { orders, next } = await this.#ask(span, saved.token, limit, signal);
    const { records, rejected } = toRecords(orders, this.#settings, positionOf);
    const versions = records.map(({ version }) => version);
    const newest = Math.max(saved.newest ?? -Infinity, ...versions);
    const run = { ...saved, span, newest: Number.isFinite(newest) ? newest : null, token: next };
    const cursor = next === null ? this.#finish(run) : run;
    this.#given = cursor;
    return { records, rejected, cursor, more: next !== null };
  }

  async #ask(
    [after, before]: readonly [string, string],
    token: string | null,
    limit: number,
    signal: AbortSignal,
  ) {
    const { includedData = INCLUDED_DATA, fulfillmentStatuses, fulfilledBy } = this.#options;
    const query = {
      ...{ lastUpdatedAfter: after, lastUpdatedBefore: before },
      ...{ marketplaceIds: this.#marketplaceIds, includedData, fulfillmentStatuses, fulfilledBy },
      maxResultsPerPage: Math.min(limit, MAX_ORDERS),
      paginationToken: token ?? undefined,
    };
    const request = { method: 'GET', path: PATH, query };
    const { orders, pagination } = await this.#api.read('searchOrders', request, 'source', signal);
    if (!isJsonList(orders))
      throw refused('source', `The answer to GET ${PATH} has no \`orders\`: correct \`url\`.`);
    const { nextToken } = isJsonObject(pagination) ? pagination : {};
    return { orders, next: textOf(nextToken) || null };
  }

  #spanFrom(boundary: number | null): readonly [string, string] {
    const before = new Date(Date.now() - DELAY_MS);
    const oldest = new Date(before);
    oldest.setUTCFullYear(before.getUTCFullYear() - OLDEST_YEARS);
    const since = parseVersion(this.#options.since) ?? oldest.getTime() * 1000;
    // A clock that was set back must not ask for a span that ends before it begins.
    const after = Math.min(Math.max(boundary ?? since, since), before.getTime() * 1000);
    return [timeOf(after), before.toISOString()];
  }

  #finish({ boundary, newest, span }: RunCursor): RunCursor {
    if (this.#settings.version === null) return firstCursor;
    const overlap = this.#settings.overlapMs * 1000;
    const clock = parseVersion(span?.[1]);
    return { ...firstCursor, boundary: nextBoundary({ boundary, newest, clock, overlap }) };
  }
}

function isBadRequest(error: unknown): boolean {
  return error instanceof Failure && error.details.status === 400;
}

function positionOf(order: Json, nth: number): string {
  const { orderId } = isJsonObject(order) ? order : {};
  return `order ${textOf(orderId) || nth + 1}`;
}

/** Cut to the millisecond, which asks for more rather than less. */
function timeOf(micros: number): string {
  return new Date(Math.floor(micros / 1000)).toISOString();
}
