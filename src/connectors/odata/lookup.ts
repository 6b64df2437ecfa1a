import type { Delivery, Json, JsonObject, PeekedThing } from '../../connector-api/index.ts';
import { Failure, shownJson } from '../../connector-api/index.ts';
import type { EntitySet } from './entity-set.ts';
import { textOf } from './literals.ts';
import type { Query, Service } from './service.ts';
import type { ODataTargetOptions } from './spec.ts';

type Findable = PeekedThing & Partial<Pick<Delivery, 'operation'>>;

/** Finds entities of a target, many with each request. */
export class Lookup {
  readonly #service: Service;
  readonly #set: EntitySet;
  readonly #options: ODataTargetOptions;
  readonly #concurrency: number;

  constructor(service: Service, set: EntitySet, options: ODataTargetOptions, concurrency: number) {
    this.#service = service;
    this.#set = set;
    this.#options = options;
    this.#concurrency = concurrency;
  }

  /**
   * Finds what the service holds of these things, by the ids that the hub knows, else by the alternate key, else by the key that the
   * document holds.
   * @returns an entity, or why the thing cannot be one; nothing for things that the service does not hold
   */
  async find<Thing extends Findable>(
    things: readonly Thing[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<Thing, JsonObject | Failure>> {
    const found = new Map<Thing, JsonObject | Failure>();
    const known = things.filter((thing) => this.#hasId(thing));
    // Apart from each other, because some services refuse conditions on different properties that are joined by `or`.
    for (const some of [known, things.filter((thing) => !this.#hasId(thing))])
      await this.#findAlike(some, found, signal);
    return found;
  }

  async #findAlike<Thing extends Findable>(
    things: readonly Thing[],
    found: Map<Thing, JsonObject | Failure>,
    signal: AbortSignal,
  ): Promise<void> {
    const wanted = new Map<Thing, string>();
    for (const thing of things) {
      const clause = this.#clauseFor(thing);
      if (typeof clause === 'string') wanted.set(thing, clause);
      else if (clause) found.set(thing, clause);
    }
    const { alternateKey = '', expand } = this.#options;
    const rows = await this.#find([...wanted.values()], { expand }, signal);
    const byId = indexBy(rows, (row) => this.#set.idOf(row) ?? undefined);
    const byAlternate = indexBy(rows, (row) => row[alternateKey]);
    for (const thing of wanted.keys()) {
      const { externalId, document, key } = thing;
      const hits = this.#hasId(thing)
        ? byId(externalId ?? this.#set.idOf(document) ?? undefined)
        : byAlternate(document[alternateKey]);
      const [row] = hits;
      if (row) found.set(thing, hits.length === 1 ? row : this.#several(key, hits));
    }
  }

  /** Whether a thing is found by its id rather than by its alternate key. */
  #hasId({ externalId }: Findable): boolean {
    return externalId !== null || this.#options.alternateKey === undefined;
  }

  /** Null if nothing can be found by it. */
  #clauseFor({ externalId, document, operation }: Findable) {
    if (externalId !== null) return this.#set.hasId(externalId);
    const { alternateKey } = this.#options;
    const names = alternateKey === undefined ? this.#set.key : [alternateKey];
    const clauses = names.map((name) => this.#set.isEqual(name, document[name]));
    if (!clauses.includes(null)) return clauses.join(' and ');
    // What is left of a deleted record need not say where it was.
    if (operation === 'delete') return null;
    const [name = ''] = names.filter((_, nth) => clauses[nth] === null);
    const value = document[name];
    const is = value === undefined ? 'is missing' : `cannot be ${shownJson(value)}`;
    return new Failure('TARGET_REFUSED', {
      message: `${name} (${this.#set.typeOf(name)}), by which an entity is found before it is created, ${is}: map it, or set \`alternateKey\` to a property that identifies the entity.`,
    });
  }

  async idsBy(field: string, values: readonly string[], signal: AbortSignal) {
    const clauses = values.map((value) => this.#set.isEqual(field, value));
    const select = [...new Set([...this.#set.key, field])];
    const rows = await this.#find(
      clauses.filter((one) => one !== null),
      { select },
      signal,
    );
    const byValue = indexBy(rows, (row) => row[field]);
    const idsOf = (value: string) => byValue(value).flatMap((row) => this.#set.idOf(row) ?? []);
    return new Map(values.map((value) => [value, idsOf(value)]));
  }

  /** Lists ids in the order of the key. */
  async ids(after: string | null, limit: number, signal: AbortSignal): Promise<readonly string[]> {
    const { key } = this.#set;
    const ids: string[] = [];
    for (let last = after; ids.length < limit;) {
      const filter = last === null ? [] : [this.#isBehind(last)];
      const query = { filter, orderby: key, select: key, top: limit - ids.length };
      const { rows, next } = await this.#service.list(this.#set.address(query), signal, query.top);
      ids.push(...rows.flatMap((row) => this.#set.idOf(row) ?? []));
      if (next === null || rows.length === 0) break;
      last = ids.at(-1) ?? null;
    }
    return ids;
  }

  #isBehind(id: string): string {
    const parts = this.#set.partsOf(id);
    const conditions = parts.map(([name, value], nth) =>
      [...parts.slice(0, nth).map((part) => part.join(' eq ')), `${name} gt ${value}`].join(
        ' and ',
      ),
    );
    return conditions.length === 1
      ? conditions.join('')
      : conditions.map((it) => `(${it})`).join(' or ');
  }

  #find(clauses: readonly string[], query: Query, signal: AbortSignal) {
    const limits = { concurrency: this.#concurrency, signal };
    return this.#service.find(this.#set, clauses, query, limits);
  }

  #several(key: string, rows: readonly JsonObject[]): Failure {
    const ids = rows.map((row) => this.#set.idOf(row));
    return new Failure('MATCH_AMBIGUOUS', {
      stage: 'deliver',
      message: `${rows.length} entities have the ${this.#options.alternateKey ?? 'key'} of ${key}: ${ids.join(', ')}. Keep one of them, then replay.`,
      details: { ids },
    });
  }
}

/**
 * Finds rows by a value of theirs: those with exactly this value, or else those with it in another case, which the service found
 * equal to it.
 */
function indexBy(rows: readonly JsonObject[], valueOf: (row: JsonObject) => Json | undefined) {
  const groups = Map.groupBy(rows, (row) => textOf(valueOf(row)).toLowerCase());
  return (value: Json | undefined): readonly JsonObject[] => {
    const all = groups.get(textOf(value).toLowerCase()) ?? [];
    const exact = all.filter((row) => textOf(valueOf(row)) === textOf(value));
    return exact.length > 0 ? exact : all;
  };
}
