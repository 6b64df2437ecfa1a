import type { JsonObject } from '../../../src/connector-api/index.ts';
import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { HttpSystem } from '../../support/http-system.ts';

export type Entity = Record<string, unknown> & { id: string };
type Criteria = {
  page?: number;
  limit?: number;
  ids?: string[];
  filter?: Filter[];
  sort?: { field: string; order: string }[];
};
type Filter =
  | { type: 'range'; field: string; parameters: { gte: string } }
  | { type: 'equals'; field: string; value: unknown }
  | { type: 'equalsAny'; field: string; value: unknown[] }
  | { type: 'multi' | 'not'; operator: 'or'; queries: Filter[] };
type Operation = { entity: string; action: 'upsert' | 'delete'; payload: Entity[] };

const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  product: ['taxId', 'price', 'productNumber', 'stock', 'name'],
};
const FOREIGN_KEY = {
  code: '1452',
  detail:
    'An exception occurred while executing a query: SQLSTATE[23000]: Integrity constraint violation: 1452 Cannot add or update a child row: a foreign key constraint fails (`shopware`.`product`, CONSTRAINT `fk.product.product_manufacturer_id` FOREIGN KEY (`product_manufacturer_id`))',
};
const NO_TIME = {
  code: '0',
  detail: 'Failed to parse time string (soon) at position 0 (s): The timezone could not be found',
};
const IN_USE = {
  code: 'FRAMEWORK__DELETE_RESTRICTED',
  detail:
    'The delete request for product_manufacturer was denied due to a conflict. The entity is currently in use by: product (1)',
};
/** State after each transition, by the state before. */
const TRANSITIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  open: { ship: 'shipped', cancel: 'cancelled' },
  shipped: { retour: 'returned', ship: 'shipped' },
};

/** A Shopware 6 shop's Admin API over real HTTP, as far as the connector uses it. */
export class Shop implements AsyncDisposable {
  readonly system: HttpSystem;
  readonly #entities = new Map<string, Map<string, Entity>>();
  readonly #tokens = new Set<string>();
  /** The shop's clock; every write takes a millisecond unless it is stopped. */
  nowMs = Date.UTC(2026, 0, 31, 10);
  tickMs = 1;
  /** Answers in place of the shop, if it returns something. */
  misbehave: (request: SeenRequest) => Reply | null = () => null;

  private constructor(system: HttpSystem) {
    this.system = system;
    system.reply = (request) => this.misbehave(request) ?? this.#dated(this.#answer(request));
  }

  static async start(): Promise<Shop> {
    return new Shop(await HttpSystem.start());
  }

  get url(): string {
    return this.system.url;
  }

  all(entity: string): readonly Entity[] {
    return [...this.#of(entity).values()];
  }

  /** Bodies of the requests to a path. */
  seen(path: string): readonly unknown[] {
    return this.system.seen.filter((one) => one.path === path).map(({ body }) => body);
  }

  upsert(entity: string, row: Entity): void {
    const known = this.#of(entity).get(row.id);
    this.nowMs += this.tickMs;
    const now = shopTime(this.nowMs);
    const times = known ? { updatedAt: now } : { createdAt: now, updatedAt: null };
    this.#of(entity).set(row.id, { ...known, ...row, ...times });
  }

  delete(entity: string, id: string): void {
    this.#of(entity).delete(id);
  }

  /** Makes the tokens of all clients invalid, as a restart of the shop with a new key does. */
  endTokens(): void {
    this.#tokens.clear();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.system[Symbol.asyncDispose]();
  }

  #of(entity: string): Map<string, Entity> {
    const entities = this.#entities.get(entity) ?? new Map<string, Entity>();
    this.#entities.set(entity, entities);
    return entities;
  }

  #dated(reply: Reply): Reply {
    return { ...reply, headers: { date: new Date(this.nowMs).toUTCString(), ...reply.headers } };
  }

  #answer(request: SeenRequest): Reply {
    const { path, headers, body } = request;
    if (path === '/api/oauth/token') return this.#token(new URLSearchParams(request.text));
    if (!this.#tokens.has(headers.authorization ?? '')) {
      return failed(401, { code: '9', detail: 'The resource owner denied the request.' });
    }
    if (path === '/api/_info/version') return { body: { version: '6.7.0.0' } };
    if (path === '/api/_action/sync') return this.#sync(body as Operation[]);
    const [, entity] = /^\/api\/search\/([a-z-]+)$/.exec(path) ?? [];
    if (entity) return this.#search(entity.replaceAll('-', '_'), body as Criteria);
    const [, of, id = '', name = ''] =
      /^\/api\/_action\/(\w+)\/([0-9a-f]{32})\/state\/(\w+)$/.exec(path) ?? [];
    if (of) return this.#transition(of, id, name);
    return failed(404, { code: '0', detail: `No route found for "${path}"` });
  }

  #token(form: URLSearchParams): Reply {
    const given = ['grant_type', 'client_id', 'client_secret'].map((name) => form.get(name));
    if (given.join() !== 'client_credentials,SWIA,secret')
      return failed(401, { code: '4', detail: 'Client authentication failed' });
    const token = `t${this.system.seen.length}`;
    this.#tokens.add(`Bearer ${token}`);
    return { body: { token_type: 'Bearer', expires_in: 600, access_token: token } };
  }

  #search(entity: string, { page = 1, limit = 100, ids, filter = [] }: Criteria): Reply {
    if (limit > 500)
      return failed(400, { code: 'LIMIT', detail: 'The limit must be at most 500.' });
    const found = this.all(entity)
      .filter((row) => !ids || ids.includes(row.id))
      .filter((row) => filter.every((one) => fits(row, one)))
      .toSorted((a, b) => order(a).localeCompare(order(b)));
    return { body: { total: found.length, data: found.slice((page - 1) * limit, page * limit) } };
  }

  /** Writes everything or nothing. */
  #sync(operations: readonly Operation[]): Reply {
    const errors = operations.flatMap(({ entity, action, payload }, operation) =>
      action === 'delete'
        ? []
        : payload.flatMap((row, nth) =>
            this.#mistakes(entity, row).map(([field, detail]) => ({
              ...{ code: 'c1051bb4', status: '400', detail },
              source: { pointer: `/${operation}/${nth}/${field}` },
            })),
          ),
    );
    if (errors.length > 0) return { status: 400, body: { errors } };
    const violated = operations.flatMap((one) => this.#violations(one)).at(0);
    if (violated) return violated;
    const data: Record<string, string[]> = {};
    for (const { entity, action, payload } of operations) {
      for (const row of payload) {
        if (action === 'delete') this.delete(entity, row.id);
        else this.upsert(entity, stored(row, this.#of(entity).get(row.id)));
      }
      if (action === 'upsert') data[entity] = payload.map(({ id }) => id);
    }
    // PHP writes an empty map as a list.
    return { body: { data: Object.keys(data).length > 0 ? data : [], notFound: [], deleted: [] } };
  }

  #mistakes(entity: string, row: Entity): [string, string][] {
    const whole = { ...this.#of(entity).get(row.id), ...row } as JsonObject;
    const blank = (REQUIRED[entity] ?? [])
      .filter((field) => (whole[field] ?? '') === '')
      .map((field): [string, string] => [field, 'This value should not be blank.']);
    const isTaken = this.all(entity).some(
      (other) =>
        entity === 'product' && other.id !== row.id && other.productNumber === whole.productNumber,
    );
    return isTaken ? [...blank, ['productNumber', 'Product number is already in use.']] : blank;
  }

  /** What only the database or PHP notices: it names no row (`ErrorResponseFactory`, `RestrictDeleteViolationException`). */
  #violations({ entity, action, payload }: Operation): readonly Reply[] {
    if (entity === 'product' && action === 'upsert') {
      const known = this.#of('product_manufacturer');
      const isNoTime = (text: unknown) => typeof text === 'string' && isNaN(Date.parse(text));
      return [
        ...payload.filter((row) => isNoTime(row.releaseDate)).map(() => failed(500, NO_TIME)),
        ...payload
          .filter(({ manufacturerId: id }) => typeof id === 'string' && !known.has(id))
          .map(() => failed(500, FOREIGN_KEY)),
      ];
    }
    if (entity === 'product_manufacturer' && action === 'delete') {
      const used = new Set(this.all('product').map(({ manufacturerId }) => manufacturerId));
      return payload.filter(({ id }) => used.has(id)).map(() => failed(409, IN_USE));
    }
    return [];
  }

  #transition(entity: string, id: string, name: string): Reply {
    const row = this.#of(entity).get(id);
    if (!row) return failed(404, { code: 'NOT_FOUND', detail: `${entity} ${id} does not exist.` });
    const state = row.state as string;
    const next = TRANSITIONS[state]?.[name];
    if (next === undefined) {
      const detail = `Illegal transition "${name}" from state "${state}".`;
      return failed(400, { code: 'SYSTEM__ILLEGAL_STATE_TRANSITION', detail });
    }
    if (next === state) {
      const detail = `The transition "${name}" is unnecessary, already on desired state.`;
      return failed(400, { code: 'SYSTEM__UNNECESSARY_TRANSITION', detail });
    }
    this.upsert(entity, { id, state: next });
    return { body: { technicalName: next } };
  }
}

function failed(status: number, error: { readonly code: string; readonly detail: string }): Reply {
  return { status, body: { errors: [{ status: String(status), ...error }] } };
}

/** A row as the shop keeps it: no empty text, times in UTC, prices by currency; lists of an association only grow. */
function stored(row: Entity, known: Entity | undefined): Entity {
  const fields = Object.entries(row).map(([name, value]): [string, unknown] => {
    if (value === '') return [name, null];
    if (name === 'releaseDate') return [name, shopTime(Date.parse(value as string))];
    if (name === 'price') {
      const prices = value as readonly { readonly currencyId: string }[];
      return [name, prices.toSorted((a, b) => a.currencyId.localeCompare(b.currencyId))];
    }
    if (name !== 'categories') return [name, value];
    const members = [...((known?.[name] ?? []) as Entity[]), ...(value as Entity[])];
    return [name, [...new Map(members.map((one) => [one.id, one])).values()]];
  });
  return { ...Object.fromEntries(fields), id: row.id };
}

function shopTime(millis: number): string {
  return new Date(millis).toISOString().replace('Z', '+00:00');
}

function order({ createdAt, id }: Entity): string {
  return `${createdAt as string} ${id}`;
}

function fits(row: Entity, filter: Filter): boolean {
  switch (filter.type) {
    case 'range':
      return row[filter.field] !== null && String(row[filter.field]) >= filter.parameters.gte;
    case 'equals':
      return row[filter.field] === filter.value;
    // MySQL compares texts without regard to case.
    case 'equalsAny':
      return filter.value.some((one) => lower(one) === lower(fieldOf(row, filter.field)));
    case 'multi':
      return filter.queries.some((one) => fits(row, one));
    case 'not':
      return !filter.queries.some((one) => fits(row, one));
  }
}

/** @param path the name of a field, or a dotted path into it, as of custom fields */
function fieldOf(row: Entity, path: string): unknown {
  return path.split('.').reduce<unknown>((held, name) => (held as Entity | undefined)?.[name], row);
}

function lower(value: unknown): string {
  return String(value).toLowerCase();
}
