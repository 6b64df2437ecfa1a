import type {
  Fetched,
  FetchRequest,
  JsonObject,
  Page,
  PageRequest,
  Source,
  SourceSettings,
} from '../../connector-api/index.ts';
import { toRecords } from '../../connector-api/index.ts';
import type { Run } from '../common/run.ts';
import { afterRun, firstRun, withPage } from '../common/run.ts';
import { textOf } from '../common/text-of.ts';
import { beganAt } from '../http/began-at.ts';
import type { HttpClient } from '../http/client.ts';
import type { Question } from './api.ts';
import { findProducts, identifierIn, list, UUID } from './api.ts';
import type { Entity } from './entities.ts';
import type { AkeneoSettings, AkeneoSourceOptions } from './spec.ts';
import { MAX_ITEMS } from './spec.ts';
import { WallTime } from './wall-time.ts';

type RunCursor = Run & {
  /** Where the next page begins; null before the first. */
  readonly after: string | null;
};

const firstCursor: RunCursor = { ...firstRun, after: null };

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
    const askedAtMs = Date.now();
    const place = { after: saved.after, limit: Math.min(limit, MAX_ITEMS) };
    const question = this.#question(saved.boundary);
    const page = await list(this.#client, this.#entity, question, place, 'source', signal);
    const { records, rejected } = this.#toRecords(page.items);
    const run = withPage(saved, records, beganAt(page, askedAtMs));
    return page.next === null
      ? {
          records,
          rejected,
          cursor: { ...firstCursor, ...afterRun(run, this.#settings) },
          more: false,
        }
      : { records, rejected, cursor: { ...run, after: page.next }, more: true };
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
