import type {
  Fetched,
  FetchRequest,
  JsonObject,
  Page,
  PageRequest,
  Source,
  SourceSettings,
} from '../../connector-api/index.ts';
import { isJsonObject, parseVersion, toRecords } from '../../connector-api/index.ts';
import type { Run } from '../common/run.ts';
import { afterRun, firstRun, withPage } from '../common/run.ts';
import { textOf } from '../common/text-of.ts';
import { beganAt } from '../http/began-at.ts';
import { refused } from '../http/failures.ts';
import type { Nodes, ShopApi } from './api.ts';
import { nodesOf } from './api.ts';
import type { Entity } from './entities.ts';
import { entityNamed } from './entities.ts';
import { Size } from './size.ts';
import type { ShopifySourceOptions } from './spec.ts';
import { listed, Things } from './things.ts';

interface RunCursor extends Run {
  /** Where the list that is being paged begins, if not at the boundary. */
  readonly since: number | null;
  /** The shop's cursor behind the last page of the list; null before the first. */
  readonly after: string | null;
  /** How many things of the list were read. */
  readonly depth: number;
}

/** Shopify pages 25,000 things deep. A list in the order of change begins anew long before, at the last thing read. */
const DEEPEST = 10_000;

const firstCursor: RunCursor = { ...firstRun, since: null, after: null, depth: 0 };

/**
 * Reads one entity of a shop, in the order of change.
 *
 * The shop's cursors name a place in that order and not a number, so a deletion shifts nothing, and what is changed during a run
 * moves behind the pages read, where the run finds it again. Levels have no such order but that of their ids: what is changed
 * there meanwhile is newer than the start of the run, so the next run reads it.
 */
export class ShopifySource implements Source {
  readonly fetch?: NonNullable<Source['fetch']>;
  readonly #api: ShopApi;
  readonly #settings: SourceSettings;
  readonly #options: ShopifySourceOptions;
  readonly #entity: Entity;
  readonly #things: Things;
  readonly #size = new Size();

  constructor(api: ShopApi, settings: SourceSettings) {
    this.#api = api;
    this.#settings = settings;
    this.#options = settings.options;
    this.#entity = entityNamed(settings.entity, this.#options);
    const { type, always, fields, lists } = { ...this.#entity, ...this.#options };
    const { key, version, created, deleted } = settings;
    const own = [key, version, created, deleted].filter((one) => typeof one === 'string');
    const selection = { type, lists, fields: [always, ...own, fields].join(' ') };
    this.#things = new Things(api, selection, 'source');
    // Only ids can be asked for.
    if (['id', 'legacyResourceId'].includes(settings.key))
      this.fetch = (request) => this.#fetch(request);
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const saved = (cursor as RunCursor | null) ?? firstCursor;
    const askedAtMs = Date.now();
    const { nodes, next, headers } = await this.#size.read(limit, (first) =>
      this.#page(saved, first, signal),
    );
    const { records, rejected } = this.#toRecords(await this.#things.complete(nodes, signal));
    const run = withPage(saved, records, beganAt({ headers }, askedAtMs));
    if (next === null) {
      const cursor = { ...firstCursor, ...afterRun(run, this.#settings) };
      return { records, rejected, cursor, more: false };
    }
    const place = this.#nextPlace(saved, nodes, next);
    return { records, rejected, cursor: { ...saved, ...run, ...place }, more: true };
  }

  #nextPlace(
    { boundary, since, depth: before }: RunCursor,
    nodes: readonly JsonObject[],
    next: string,
  ): Partial<RunCursor> {
    const depth = before + nodes.length;
    const last = parseVersion(nodes.at(-1)?.updatedAt);
    const begin = since ?? boundary;
    const isLater = last !== null && (begin === null || timeOf(last) > timeOf(begin));
    if (this.#entity.sort !== '' && depth >= DEEPEST && isLater) {
      return { since: last, after: null, depth: 0 };
    }
    return { after: next, depth };
  }

  async #page(
    { boundary, since, after }: RunCursor,
    first: number,
    signal: AbortSignal,
  ): Promise<Nodes & { readonly headers: Headers }> {
    const { location, query } = this.#options;
    const begin = since ?? boundary;
    const changed = begin === null ? null : `updated_at:>='${timeOf(begin)}'`;
    const own = query === undefined ? null : `(${query})`;
    const terms = [changed, this.#entity.all, own].filter((one) => one !== null);
    const variables = {
      ...{ first, after, query: terms.length === 0 ? null : terms.join(' AND ') },
      ...(location === undefined ? {} : { location }),
    };
    const question = { query: this.#pageQuery(), variables };
    const { data, headers } = await this.#api.askWithHeaders(question, 'source', signal);
    const holder = this.#entity.ofLocation ? data.location : data;
    if (isJsonObject(holder)) return { ...nodesOf(holder[this.#settings.entity]), headers };
    throw refused('source', `The shop has no ${location}: correct \`location\`.`);
  }

  #pageQuery(): string {
    const { sort, ofLocation } = this.#entity;
    const args = `first: $first, after: $after, query: $query${sort}`;
    const list = listed(this.#settings.entity, args, '...Thing');
    const given = '$first: Int!, $after: String, $query: String';
    const page = ofLocation
      ? `query Page(${given}, $location: ID!) { location(id: $location) { ${list} } }`
      : `query Page(${given}) { ${list} }`;
    return `${page} ${this.#things.fragment}`;
  }

  async #fetch({ keys, signal }: FetchRequest): Promise<Fetched> {
    const { key: field } = this.#settings;
    const prefix = `gid://shopify/${this.#entity.type}/`;
    const isId = field === 'id' ? (key: string) => key.startsWith(prefix) : isNumber;
    // The shop refuses a request with an id that is none; there is no such thing.
    const known = keys.filter(isId).map((key) => (field === 'id' ? key : `${prefix}${key}`));
    return this.#toRecords(await this.#things.byIds(known, signal));
  }

  #toRecords(documents: readonly JsonObject[]) {
    const { entity } = this.#settings;
    return toRecords(documents, this.#settings, ({ id }) => `${entity} ${textOf(id)}`);
  }
}

function isNumber(key: string): boolean {
  return /^\d+$/.test(key);
}

/** A time as the shop compares it: it keeps whole seconds. */
function timeOf(micros: number): string {
  return new Date(Math.floor(micros / 1_000_000) * 1000).toISOString().replace('.000Z', 'Z');
}
