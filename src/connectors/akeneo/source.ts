import type {
  Fetched,
  FetchRequest,
  JsonObject,
  Page,
  PageRequest,
  Source,
  SourceSettings,
} from '../../connector-api/index.ts';
import { nextBoundary, toRecords } from '../../connector-api/index.ts';
import type { HttpClient } from '../http/client.ts';
import type { Question } from './api.ts';
import { findProducts, identifierIn, list, textOf, UUID } from './api.ts';
import type { Entity } from './entities.ts';
import type { AkeneoSettings, AkeneoSourceOptions } from './spec.ts';
import { MAX_ITEMS } from './spec.ts';
import { WallTime } from './wall-time.ts';

/** State of a run. Between runs only `boundary` is set. */
type RunCursor = {
  /** Things changed since then are read, in microseconds since 1970; null reads all. */
  readonly boundary: number | null;
  readonly startedAt: number | null;
  readonly newest: number | null;
  /** Where the next page begins; null before the first. */
  readonly after: string | null;
};

const firstCursor: RunCursor = { boundary: null, startedAt: null, newest: null, after: null };

/**
 * Reads products or product models, in the order of their primary keys. What is changed while pages are read, and comes to stand
 * before them, is newer than the start of the run, so the next run reads it.
 *
 * A variant is found also when its model was changed, whose values it has; its own `updated` stays as it was.
 */
export class AkeneoSource implements Source {
  readonly fetch?: NonNullable<Source['fetch']>;
  readonly #client: HttpClient;
  readonly #entity: Entity;
  readonly #settings: SourceSettings;
  readonly #options: AkeneoSourceOptions;
  readonly #identifier: string;
  readonly #time: WallTime;

  constructor(
    client: HttpClient,
    entity: Entity,
    settings: SourceSettings,
    { identifier, timeZone }: Pick<AkeneoSettings, 'identifier' | 'timeZone'>,
  ) {
    this.#client = client;
    this.#entity = entity;
    this.#settings = settings;
    this.#options = settings.options;
    this.#identifier = identifier;
    this.#time = new WallTime(timeZone);
    const { key } = settings;
    // Product models cannot be searched by their code.
    if (entity.id === 'uuid' && ['uuid', 'identifier'].includes(key))
      this.fetch = (request) => this.#fetch(request);
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const saved = (cursor as RunCursor | null) ?? firstCursor;
    const startedAt = saved.startedAt ?? Date.now() * 1000;
    const { boundary, after } = saved;
    const place = { after, limit: Math.min(limit, MAX_ITEMS) };
    const question = this.#question(boundary);
    const page = await list(this.#client, this.#entity, question, place, 'source', signal);
    const { records, rejected } = this.#toRecords(page.items);
    const versions = records.map(({ version }) => version);
    const newest = Math.max(saved.newest ?? -Infinity, ...versions);
    const run = {
      ...{ boundary, startedAt, after: page.next },
      newest: Number.isFinite(newest) ? newest : null,
    };
    return page.next === null
      ? { records, rejected, cursor: this.#finish(run), more: false }
      : { records, rejected, cursor: run, more: true };
  }

  async #fetch({ keys, signal }: FetchRequest): Promise<Fetched> {
    const isUuid = this.#settings.key === 'uuid';
    const property = isUuid ? 'uuid' : this.#identifier;
    // The PIM refuses a search for a uuid that is none; there is no such product.
    const values = isUuid ? keys.filter((key) => UUID.test(key)) : keys;
    const question = this.#question(null);
    return this.#toRecords(
      await findProducts(
        this.#client,
        this.#entity,
        { property, values },
        question,
        'source',
        signal,
      ),
    );
  }

  #question(boundary: number | null): Question {
    const { search = {}, scope, locales, attributes, with: along = [] } = this.#options;
    const { updated = [] } = search;
    const since = boundary === null ? [] : [{ operator: '>', value: this.#time.before(boundary) }];
    const changed = [...updated, ...since];
    // Without its identifier a product would have no key.
    const codes = attributes && [...new Set([this.#identifier, ...attributes])];
    return {
      search: { ...search, ...(changed.length === 0 ? {} : { updated: changed }) },
      parameters: {
        ...(scope === undefined ? {} : { scope }),
        ...(locales ? { locales: locales.join() } : {}),
        ...(codes ? { attributes: codes.join() } : {}),
        ...Object.fromEntries(along.map((name) => [`with_${name}`, 'true'])),
      },
    };
  }

  #finish({ boundary, newest, startedAt }: RunCursor): RunCursor {
    const { version, overlapMs } = this.#settings;
    if (version === null) return firstCursor;
    const overlap = overlapMs * 1000;
    return {
      ...firstCursor,
      boundary: nextBoundary({ boundary, newest, clock: startedAt, overlap }),
    };
  }

  #toRecords(items: readonly JsonObject[]) {
    const { id, path } = this.#entity;
    const documents = items.map((item) => this.#documentOf(item));
    return toRecords(documents, this.#settings, (item) => `${path} ${textOf(item[id])}`);
  }

  #documentOf(item: JsonObject): JsonObject {
    if (this.#entity.id !== 'uuid') return item;
    const identifier = identifierIn(item, this.#identifier);
    return identifier === null ? item : { ...item, identifier };
  }
}
