import type { Json, Page, PageRequest, Source, SourceSettings } from '../../connector-api/index.ts';
import {
  Failure,
  formatVersion,
  isJsonObject,
  parseVersion,
  toRecords,
} from '../../connector-api/index.ts';
import type { Run } from '../common/run.ts';
import { afterRun, firstRun, withPage } from '../common/run.ts';
import { textOf } from '../common/text-of.ts';
import { beganAt } from '../http/began-at.ts';
import type { MarketApi, MarketList } from './api.ts';

/** The most orders that a marketplace returns per page. */
const MAX_ORDERS = 100;
/** A page shares its first order with the page before. */
const MIN_ORDERS = 2;

/** An order's place in the list. */
type Place = { readonly id: string; readonly createdAt: number };

interface RunCursor extends Run {
  /** How many orders of the list are before the next page. */
  readonly offset: number;
  /** The last order of the page before, with which the next page should begin; null before the first. */
  readonly last: Place | null;
}

const firstCursor: RunCursor = { ...firstRun, offset: 0, last: null };

/**
 * Reads the orders of a shop that have changed, in the order of their creation.
 *
 * The marketplace pages by number. What is changed during a run joins the list in the middle, which moves others behind, where they
 * are read again; the changed order itself is newer than the start of the run, so the next run reads it. Should an order leave the
 * list, others move forward, past the place of the next page. So each page begins with the last order of the page before. If that
 * is not on the page, and the page is behind it, the run goes back by a page.
 */
export class OrderSource implements Source {
  readonly #api: MarketApi;
  readonly #settings: SourceSettings;

  constructor(api: MarketApi, settings: SourceSettings) {
    if (settings.entity !== 'orders') {
      throw new Failure('CONFIG_INVALID', {
        message: `The kind mirakl reads orders, and not ${settings.entity}: correct \`entity\`.`,
      });
    }
    this.#api = api;
    this.#settings = settings;
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const saved = (cursor as RunCursor | null) ?? firstCursor;
    const askedAtMs = Date.now();
    const size = Math.max(MIN_ORDERS, Math.min(limit, MAX_ORDERS));
    const { list: orders, headers } = await this.#page(saved, size, signal);
    const { records, rejected } = toRecords(orders, this.#settings, (one) => `order ${idOf(one)}`);
    const run = { ...saved, ...withPage(saved, records, beganAt({ headers }, askedAtMs)) };
    if (isBehind(orders, saved)) {
      const offset = Math.max(0, saved.offset - size);
      return { records, rejected, cursor: { ...run, offset }, more: true };
    }
    const last = orders.at(-1);
    if (orders.length < size || !last) {
      return {
        records,
        rejected,
        cursor: { ...firstCursor, ...afterRun(run, this.#settings) },
        more: false,
      };
    }
    const offset = saved.offset + orders.length - 1;
    return { records, rejected, cursor: { ...run, offset, last: placeOf(last) }, more: true };
  }

  async #page(
    { boundary, offset }: RunCursor,
    max: number,
    signal: AbortSignal,
  ): Promise<MarketList> {
    const since = boundary === null ? {} : { start_update_date: timeOf(boundary) };
    const query = { ...since, sort: 'dateCreated', max, offset };
    return this.#api.list('/api/orders', { at: 'orders', query }, 'source', signal);
  }
}

/** Whether orders that were not read may be before this page. */
function isBehind(orders: readonly Json[], { offset, last }: RunCursor): boolean {
  if (offset === 0 || last === null || orders.some((one) => idOf(one) === last.id)) return false;
  const [first] = orders;
  return first === undefined || placeOf(first).createdAt >= last.createdAt;
}

function placeOf(order: Json): Place {
  const createdAt = isJsonObject(order) ? parseVersion(order.created_date) : null;
  return { id: idOf(order), createdAt: createdAt ?? 0 };
}

function idOf(order: Json): string {
  return isJsonObject(order) ? textOf(order.order_id) : '';
}

/** A time as the marketplace writes it, cut to the second, which asks for more rather than less. */
function timeOf(micros: number): string {
  return `${formatVersion(micros).slice(0, 19)}Z`;
}
