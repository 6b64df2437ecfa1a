import type {
  Fetched,
  FetchRequest,
  Json,
  JsonObject,
  Page,
  PageRequest,
  RejectedRow,
  Source,
  SourceRecord,
  SourceSettings,
} from '../../connector-api/index.ts';
import { toRecord } from '../../connector-api/index.ts';
import type { Run } from '../common/run.ts';
import { afterRun, firstRun, withPage } from '../common/run.ts';
import { beganAt } from '../http/began-at.ts';
import { refused } from '../http/failures.ts';
import type { EntitySet } from './entity-set.ts';
import { contentOf } from './entity-set.ts';
import { textOf } from './literals.ts';
import type { Place } from './keyset.ts';
import { Keyset } from './keyset.ts';
import type { Query, Service } from './service.ts';
import type { ODataSourceOptions } from './spec.ts';

type RunCursor = Run & {
  /** The field in whose order the run reads at present, and where its next page begins. */
  readonly reading: { readonly field: string | null; readonly place: Place } | null;
};

const firstCursor: RunCursor = { ...firstRun, reading: null };
const VERSIONS: ReadonlySet<string> = new Set(['Edm.DateTimeOffset', 'Edm.Date']);

/**
 * Reads an entity set in the order of its changes; with `created`, then those that were never changed, in the order of their
 * creation.
 */
export class ODataSource implements Source {
  readonly #service: Service;
  readonly #settings: SourceSettings;
  readonly #options: ODataSourceOptions;
  readonly #concurrency: number;
  #checked: EntitySet | null = null;

  /** @param concurrency how many requests are sent at once for things that are fetched */
  constructor(service: Service, settings: SourceSettings, concurrency: number) {
    this.#service = service;
    this.#settings = settings;
    this.#options = settings.options;
    this.#concurrency = concurrency;
  }

  async read({ cursor, limit, signal }: PageRequest): Promise<Page> {
    const set = (this.#checked ??= await this.#check(signal));
    const saved = (cursor as RunCursor | null) ?? firstCursor;
    const askedAtMs = Date.now();
    const field = saved.reading ? saved.reading.field : this.#settings.version;
    const keyset = new Keyset(set, this.#settings, field);
    const place = saved.reading?.place ?? keyset.first(saved.boundary);
    const listed = await this.#service.list(
      place.kind === 'link'
        ? place.link
        : set.address(this.#withOptions(field, { ...keyset.queryFor(place), top: limit })),
      signal,
      limit,
    );
    const { records, rejected } = this.#toRecords(listed.rows);
    const run = withPage(saved, records, beganAt(listed, askedAtMs));
    const next = keyset.next(place, listed, limit);
    const reading = next ? { field, place: next } : this.#never(set, field, saved.boundary);
    return reading === null
      ? {
          records,
          rejected,
          cursor: { ...firstCursor, ...afterRun(run, this.#settings) },
          more: false,
        }
      : { records, rejected, cursor: { ...run, reading }, more: true };
  }

  async fetch({ keys, signal }: FetchRequest): Promise<Fetched> {
    const set = (this.#checked ??= await this.#check(signal));
    const { key, version } = this.#settings;
    // A key in another form is none, and a service refuses a request with it.
    const clauses = keys.map((one) => set.isEqual(key, one)).filter((one) => one !== null);
    const query = this.#withOptions(version, {});
    const limits = { concurrency: this.#concurrency, signal };
    return this.#toRecords(await this.#service.find(set, clauses, query, limits));
  }

  /** Where those that were never changed are read; null if they are none or read already. */
  #never(set: EntitySet, field: string | null, boundary: number | null): RunCursor['reading'] {
    const { created = null } = this.#settings;
    if (created === null || field === created) return null;
    const keyset = new Keyset(set, this.#settings, created);
    return { field: created, place: keyset.first(boundary) };
  }

  #withOptions(field: string | null, query: Query): Query {
    const { key, version, created = null, deleted } = this.#settings;
    const { filter, select, expand, time = null } = this.#options;
    const isNever = field !== null && field !== version ? [`${version} eq null`] : [];
    const needed = [key, version, created, deleted, time].filter((name) => name !== null);
    return {
      ...query,
      filter: [...(filter === undefined ? [] : [filter]), ...isNever, ...(query.filter ?? [])],
      ...(select ? { select: [...new Set([...needed, ...select])] } : {}),
      expand,
    };
  }

  async #check(signal: AbortSignal): Promise<EntitySet> {
    const { entity, key, version, created, deleted } = this.#settings;
    const set = await this.#service.entitySet(entity, signal);
    set.require('key', key);
    set.require('version', version);
    set.require('created', created);
    set.require('deleted', deleted);
    set.require('time', this.#options.time);
    set.require('select', ...(this.#options.select ?? []));
    for (const field of [version, created]) {
      if (typeof field !== 'string' || VERSIONS.has(set.typeOf(field))) continue;
      throw refused(
        'source',
        `${field} of ${entity} is ${set.typeOf(field)}, which cannot be a version: name a property of type Edm.DateTimeOffset or Edm.Date.`,
      );
    }
    return set;
  }

  #toRecords(rows: readonly JsonObject[]) {
    const records: SourceRecord[] = [];
    const rejected: RejectedRow[] = [];
    const { entity, key, version } = this.#settings;
    const { time } = this.#options;
    for (const row of rows) {
      const document = contentOf(row);
      const context = {
        position: `${entity}, ${key} ${textOf(document[key])}`,
        fallbackVersion: Date.now() * 1000,
      };
      const dated =
        time === undefined || version === null
          ? document
          : { ...document, [version]: atTime(document[version], document[time]) };
      const result = toRecord(dated, this.#settings, context);
      if (result.kind === 'record') records.push({ ...result.record, document });
      else rejected.push(result.row);
    }
    return { records, rejected };
  }
}

/** Joins a date, which may be written as a time at midnight, with a time of day. */
function atTime(date: Json | undefined, time: Json | undefined): Json {
  if (typeof date !== 'string' || typeof time !== 'string' || date === '') return date ?? null;
  return `${date.slice(0, 10)}T${time.padStart(8, '0')}Z`;
}
