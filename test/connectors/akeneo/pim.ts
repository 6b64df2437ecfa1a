import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { WallClock } from './clock.ts';
import type { Problem, Values } from './rules.ts';
import { merged, picked, problemOf, textOf } from './rules.ts';
import { Tokens } from './tokens.ts';

export type Thing = Record<string, unknown> & { values?: Values };
type Condition = { operator: string; value: unknown };
type Search = Readonly<Record<string, readonly Condition[]>>;

export const TYPE = 'application/vnd.akeneo.collection+json';
const MAX_ITEMS = 100;
const MAX_LINE = 1_000_000;

/** The REST API of an Akeneo PIM over real HTTP, as far as the connector uses it, with its limits. */
export class Pim implements AsyncDisposable {
  readonly system: HttpSystem;
  readonly tokens = new Tokens();
  readonly #things = new Map<string, Map<string, Thing>>();
  readonly #clock: WallClock;
  /** The PIM's clock in milliseconds; it keeps whole seconds. Every write takes some of it. */
  nowMs = Date.UTC(2026, 0, 31, 10);
  tickMs = 1_000;
  /** Answers in place of the PIM, if it returns something. */
  misbehave: (request: SeenRequest) => Reply | null = () => null;
  /** Ids that the search index still holds, although the database does not any more. */
  readonly ghosts = new Set<string>();
  /** Stops in the middle of a write before such a line, as the PIM does when it fails. */
  breaksAt: (line: string) => boolean = () => false;

  private constructor(system: HttpSystem, timeZone: string) {
    this.system = system;
    this.#clock = new WallClock(timeZone);
    system.reply = (request) => {
      const { headers, ...reply } = this.misbehave(request) ?? this.#answer(request);
      return { ...reply, headers: { date: new Date(this.nowMs).toUTCString(), ...headers } };
    };
  }

  /** @param timeZone in which it understands the times of a search */
  static async start(timeZone = 'UTC'): Promise<Pim> {
    return new Pim(await HttpSystem.start(), timeZone);
  }

  get url(): string {
    return this.system.url;
  }

  all(path: string): readonly Thing[] {
    return [...this.#of(path).values()];
  }

  /** Requests to a path. */
  seen(path: string, method = 'PATCH'): readonly SeenRequest[] {
    return this.system.seen.filter((one) => one.path === path && one.method === method);
  }

  put(path: string, id: string, given: Thing): void {
    const name = path === 'products-uuid' ? 'uuid' : 'code';
    const known = this.#of(path).get(id);
    this.nowMs += this.tickMs;
    const now = new Date(this.nowMs).toISOString().replace(/\.\d+Z$/, '+00:00');
    const { values, ...fields } = given;
    const isProduct = path === 'products-uuid';
    this.#of(path).set(id, {
      ...(known ?? {
        [name]: id,
        ...(isProduct ? { enabled: true, family: null } : {}),
        created: now,
      }),
      ...fields,
      ...(Array.isArray(fields.categories) ? { categories: fields.categories.toSorted() } : {}),
      ...(isProduct || path === 'product-models'
        ? { values: merged(known?.values ?? {}, values ?? {}) }
        : values && { values }),
      updated: now,
    });
  }

  remove(path: string, id: string): boolean {
    return this.#of(path).delete(id);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.system[Symbol.asyncDispose]();
  }

  #of(path: string): Map<string, Thing> {
    const things = this.#things.get(path) ?? new Map<string, Thing>();
    this.#things.set(path, things);
    return things;
  }

  #answer(request: SeenRequest): Reply {
    const { path, method, headers } = request;
    if (path === '/api/oauth/v1/token' && method === 'POST') return this.tokens.answer(request);
    if (!this.tokens.isValid(headers.authorization))
      return failed(401, 'The access token provided is invalid.');
    const [, all = ''] = /^\/api\/rest\/v1\/([\w/-]+)$/.exec(path) ?? [];
    const [, within = '', id = ''] = /^(.*)\/([^/]+)$/.exec(all) ?? [];
    const isList = within === '' || /^(attributes|families)\/[^/]+\/(options|variants)$/.test(all);
    if (method === 'GET' && headers.accept !== 'application/json')
      return failed(406, `'${headers.accept}' in 'Accept' header is not valid.`);
    if (method === 'GET') return isList ? this.#list(all, request.query) : this.#one(within, id);
    if (method === 'PATCH' && isList) return this.#write(all, request);
    const isThere =
      method === 'DELETE' && /^(product|families)/.test(within) && this.remove(within, id);
    return isThere ? { status: 204 } : failed(404, `${path} does not exist.`);
  }

  #one(path: string, id: string): Reply {
    const thing = this.#of(path).get(decodeURIComponent(id));
    return thing ? { body: thing } : failed(404, `${id} does not exist.`);
  }

  #list(path: string, query: URLSearchParams): Reply {
    const limit = Number(query.get('limit') ?? 10);
    if (limit > MAX_ITEMS) return failed(422, 'You cannot request more than 100 items.');
    const isAfter = query.get('pagination_type') === 'search_after';
    const page = Number(query.get('page') ?? 1);
    const last = isAfter ? idIn(query.get('search_after')) : '';
    const search = JSON.parse(query.get('search') ?? '{}') as Search;
    const name = path === 'products-uuid' ? 'uuid' : 'code';
    const invalid = (search.uuid ?? [])
      .flatMap(({ value }) => value as string[])
      .find((one) => !/^[0-9a-f-]{36}$/.test(one));
    if (invalid !== undefined) return failed(422, `${invalid} is not a valid uuid.`);
    const found = [...this.#of(path)]
      .filter(([, thing]) =>
        Object.entries(search).every(([field, list]) =>
          list.every((one) => this.#fits(thing, field, one)),
        ),
      )
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
    const rest = isAfter ? found.filter(([id]) => id > last) : found.slice((page - 1) * limit);
    const some = rest.slice(0, limit).filter(([id]) => !this.ghosts.has(id));
    const items = some.map(([id, thing]) => ({
      _links: { self: { href: `https://pim.internal/api/rest/v1/${path}/${id}` } },
      ...thing,
      ...(thing.values && /^product/.test(path)
        ? { values: picked(this.#valuesOf(thing), query) }
        : {}),
      [name]: id,
    }));
    const next = new URLSearchParams(query);
    if (isAfter) next.set('search_after', tokenOf(some.at(-1)?.[0] ?? ''));
    else next.set('page', String(page + 1));
    // As behind a proxy that does not say under which name it is called.
    const link = { next: { href: `http://pim.internal/api/rest/v1/${path}?${next.toString()}` } };
    return { body: { _links: some.length === limit ? link : {}, _embedded: { items } } };
  }

  /** A variant has the values of its model, too. */
  #valuesOf({ parent, values = {} }: Thing): Values {
    return { ...this.#of('product-models').get(String(parent))?.values, ...values };
  }

  #fits(thing: Thing, field: string, { operator, value }: Condition): boolean {
    if (field === 'updated') {
      const own = Date.parse(String(thing.updated));
      const { updated } = this.#of('product-models').get(String(thing.parent)) ?? {};
      const atMs = Math.max(own, updated === undefined ? 0 : Date.parse(textOf(updated)));
      return atMs > this.#clock.read(String(value));
    }
    const held = field === 'sku' ? (thing.values?.sku?.[0]?.data ?? null) : thing[field];
    if (operator === '=') return held === value;
    // Elasticsearch compares identifiers without regard to case.
    return (value as string[]).some((one) => one.toLowerCase() === String(held).toLowerCase());
  }

  #write(path: string, { headers, text }: SeenRequest): Reply {
    if (headers['content-type'] !== TYPE)
      return failed(415, `'${headers['content-type']}' in 'Content-type' header is not valid.`);
    const lines = text.split('\n');
    if (lines.length > MAX_ITEMS)
      return failed(413, 'Too many resources to process, 100 is the maximum allowed.');
    const told: string[] = [];
    for (const [nth, line] of lines.entries()) {
      if (this.breaksAt(line)) {
        told.push('Oops! An Error Occurred');
        break;
      }
      told.push(JSON.stringify({ line: nth + 1, ...this.#writeLine(path, line) }));
    }
    return { headers: { 'content-type': TYPE }, body: told.join('\n') };
  }

  #writeLine(path: string, line: string): object {
    if (line.length > MAX_LINE) return { status_code: 413, message: 'Line is too long.' };
    const given = JSON.parse(line) as Thing;
    const name = path === 'products-uuid' ? 'uuid' : 'code';
    const id = textOf(given[name]);
    if (id === '') return { status_code: 422, message: `${name} is missing.` };
    const isProduct = path === 'products-uuid' || path === 'product-models';
    const problem = (isProduct ? problemOf(given) : null) ?? this.#conflict(path, id, given);
    if (problem) return { [name]: id, status_code: 422, ...problem };
    const isNew = !this.#of(path).has(id);
    this.put(path, id, given);
    return { [name]: id, status_code: isNew ? 201 : 204 };
  }

  #conflict(path: string, id: string, { values, family, parent }: Thing): Problem | null {
    if (path === 'categories' && typeof parent === 'string' && !this.#of(path).has(parent))
      return { message: `The ${parent} category does not exist in your PIM.` };
    if (path !== 'products-uuid') return null;
    if (typeof family === 'string' && !this.#of('families').has(family))
      return { message: `The ${family} family does not exist in your PIM.` };
    const sku = values?.sku?.[0]?.data;
    const isTaken = [...this.#of(path)].some(
      ([other, { values: held }]) =>
        other !== id &&
        sku !== undefined &&
        String(held?.sku?.[0]?.data).toLowerCase() === textOf(sku).toLowerCase(),
    );
    if (!isTaken) return null;
    const message = `The ${textOf(sku)} identifier is already used for another product.`;
    const error = { property: 'identifier', message, attribute: 'sku', locale: null, scope: null };
    return { message: 'Validation failed.', errors: [error] };
  }
}

function failed(status: number, message: string): Reply {
  return { status, body: { code: status, message } };
}

/** What a next page is asked for: nothing that a client could make itself. */
function tokenOf(id: string): string {
  return Buffer.from(`after ${id}`).toString('base64url');
}

function idIn(token: string | null): string {
  return token === null
    ? ''
    : Buffer.from(token, 'base64url')
        .toString()
        .replace(/^after /, '');
}
