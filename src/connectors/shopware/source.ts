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
import { beganAt } from '../http/began-at.ts';
import type { HttpClient } from '../http/client.ts';
import { refused } from '../http/failures.ts';
import type { Entity } from './api.ts';
import { ID, search } from './api.ts';
import type { ShopwareSourceOptions } from './spec.ts';
import { MAX_ENTITIES } from './spec.ts';

interface RunCursor extends Run {
  /** Creation time of the last entity read, as the shop writes it; null before the first page. */
  readonly after: string | null;
  /** Ids of the entities created at that very time that were read. */
  readonly seen: readonly string[];
}

const firstCursor: RunCursor = { ...firstRun, after: null, seen: [] };

/**
 * Reads one entity of a shop, in the order of creation.
 *
 * A page begins behind the last entity of the page before, by its creation time, and not at a number: no change alters when an
 * entity was created, and a deletion shifts nothing. So what is changed or deleted during a run takes nothing else with it.
 *
 * A run asks for what was changed or created since the boundary, because `updatedAt` is empty until the first change.
 */
export class ShopwareSource implements Source {
  readonly #client: HttpClient;
  readonly #settings: SourceSettings;
  readonly #options: ShopwareSourceOptions;

  constructor(client: HttpClient, settings: SourceSettings) {
    this.#client = client;
    this.#settings = settings;
    this.#options = settings.options;
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const saved = (cursor as RunCursor | null) ?? firstCursor;
    const askedAtMs = Date.now();
    const size = Math.min(limit, MAX_ENTITIES);
    const { entities, headers } = await this.#search(this.#criteriaOf(saved, size), signal);
    const { records, rejected } = this.#toRecords(entities);
    const run = withPage(saved, records, beganAt({ headers }, askedAtMs));
    if (entities.length < size) {
      const cursor = { ...firstCursor, ...afterRun(run, this.#settings) };
      return { records, rejected, cursor, more: false };
    }
    return {
      records,
      rejected,
      cursor: { ...run, ...this.#nextPage(saved, entities) },
      more: true,
    };
  }

  #nextPage({ after, seen }: RunCursor, entities: readonly Entity[]) {
    const last = entities.at(-1)?.createdAt;
    if (typeof last !== 'string') {
      throw refused(
        'source',
        `Entities of ${this.#settings.entity} have no \`createdAt\`, in whose order the hub reads: read the entity that they belong to, with them in \`associations\`.`,
      );
    }
    const ids = entities.filter(({ createdAt }) => createdAt === last).map(({ id }) => id);
    return { after: last, seen: last === after ? [...seen, ...ids] : ids };
  }

  async fetch({ keys, signal }: FetchRequest): Promise<Fetched> {
    const { key } = this.#settings;
    // The shop refuses a request with an id that is none; there is no such entity.
    const values = key === 'id' ? keys.filter((one) => ID.test(one)) : keys;
    if (values.length === 0) return { records: [], rejected: [] };
    const filter = [{ type: 'equalsAny', field: key, value: values }];
    const { entities } = await this.#search({ filter, limit: MAX_ENTITIES }, signal);
    return this.#toRecords(entities);
  }

  #search(
    { filter, ...criteria }: JsonObject & { readonly filter: readonly JsonObject[] },
    signal: AbortSignal,
  ) {
    const { filter: own = [], associations = {} } = this.#options;
    const complete = { ...criteria, filter: [...own, ...filter], associations };
    return search(this.#client, this.#settings.entity, complete, 'source', signal);
  }

  #criteriaOf({ boundary, after, seen }: RunCursor, limit: number) {
    const changed = boundary === null ? null : timeOf(boundary);
    const isChanged = {
      type: 'multi',
      operator: 'or',
      queries: [from('updatedAt', changed), from('createdAt', changed)],
    };
    return {
      limit,
      filter: [
        ...(changed === null ? [] : [isChanged]),
        ...(after === null ? [] : [from('createdAt', after), isNoneOf(seen)]),
      ],
      sort: [
        { field: 'createdAt', order: 'ASC' },
        { field: 'id', order: 'ASC' },
      ],
    };
  }

  #toRecords(entities: readonly Entity[]) {
    const { entity } = this.#settings;
    return toRecords(entities, this.#settings, ({ id }) => `${entity} ${id}`);
  }
}

function from(field: string, time: string | null) {
  return { type: 'range', field, parameters: { gte: time } };
}

function isNoneOf(ids: readonly string[]) {
  return { type: 'not', operator: 'or', queries: [{ type: 'equalsAny', field: 'id', value: ids }] };
}

/** A time as the shop writes it, cut to its milliseconds. */
function timeOf(micros: number): string {
  return new Date(Math.floor(micros / 1000)).toISOString().replace('Z', '+00:00');
}
