import { createHash, randomUUID } from 'node:crypto';
import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { answerBatch } from './batch.ts';
import type { Row } from './filter.ts';
import { compare, filterOf, valueOf } from './filter.ts';

/** An entity set, and how the service keeps it. */
export interface Kept {
  readonly key: readonly string[];
  readonly properties: Readonly<Record<string, string>>;
  /** Related entities, which are kept within their entity. */
  readonly links?: Readonly<Record<string, string>>;
  /** Set by the service with each change, and at creation. */
  readonly changed?: string;
  readonly created?: string;
  /** The service gives the key, a GUID. */
  readonly isKeyGiven?: boolean;
  readonly required?: readonly string[];
}

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/** A service with OData 4 over real HTTP, as far as the connector uses it. */
export class Erp implements AsyncDisposable {
  readonly system: HttpSystem;
  readonly #sets: Readonly<Record<string, Kept>>;
  readonly #rows = new Map<string, Map<string, Row>>();
  /** The service's clock; every write takes a millisecond unless it is stopped. */
  nowMs = Date.UTC(2026, 0, 31, 10);
  tickMs = 1;
  /** The most rows of a page. */
  maxPage = 1_000;
  /** Digits of a second that the service shows. It compares all of them. */
  shownDigits = 3;
  /** Where the entity sets are. */
  path = '';
  /** Refuses conditions that join two properties by `or`, as Business Central does. */
  refusesOr = true;
  /** Answers in place of the service, if it returns something. */
  misbehave: (request: SeenRequest) => Reply | null = () => null;

  private constructor(system: HttpSystem, sets: Readonly<Record<string, Kept>>) {
    this.system = system;
    this.#sets = sets;
    system.reply = (seen) => this.misbehave(seen) ?? this.#dated(this.carryOut(seen));
  }

  static async start(sets: Readonly<Record<string, Kept>> = { items }): Promise<Erp> {
    return new Erp(await HttpSystem.start(), sets);
  }

  get url(): string {
    return `${this.system.url}/odata`;
  }

  all(set: string): readonly Row[] {
    return [...this.#of(set).values()];
  }

  /** Addresses of the requests for an entity set, decoded, and methods. */
  seen(method: string, path: string): readonly SeenRequest[] {
    return this.system.seen.filter((one) => one.method === method && one.path === `/odata/${path}`);
  }

  /** Creates or changes a row. */
  put(set: string, row: Row): Row {
    const kept = this.#kept(set);
    const known = this.#of(set).get(this.#idOf(kept, row));
    this.nowMs += this.tickMs;
    const now = new Date(this.nowMs).toISOString();
    const times = {
      ...(kept.created && !known ? { [kept.created]: now } : {}),
      // With a time of creation, that of the change is empty until the first change.
      ...(kept.changed && (known || !kept.created) ? { [kept.changed]: now } : {}),
    };
    const whole = { ...known, ...times, ...row };
    this.#of(set).set(this.#idOf(kept, whole), whole);
    return whole;
  }

  remove(set: string, row: Row): void {
    this.#of(set).delete(this.#idOf(this.#kept(set), row));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.system[Symbol.asyncDispose]();
  }

  #kept(set: string): Kept {
    const kept = this.#sets[set];
    if (!kept) throw new Error(`no entity set ${set}`);
    return kept;
  }

  #of(set: string): Map<string, Row> {
    const rows = this.#rows.get(set) ?? new Map<string, Row>();
    this.#rows.set(set, rows);
    return rows;
  }

  #idOf({ key }: Kept, row: Row): string {
    return JSON.stringify(key.map((name) => row[name]));
  }

  #dated(reply: Reply): Reply {
    return { ...reply, headers: { date: new Date(this.nowMs).toUTCString(), ...reply.headers } };
  }

  carryOut(seen: SeenRequest): Reply {
    const path = decodeURIComponent(seen.path.replace(/^\/odata\/?/, ''));
    if (path === '$batch') return answerBatch(seen, (request) => this.answer(request));
    return this.answer({ ...seen, path });
  }

  answer(request: Request): Reply {
    try {
      return this.#answer(request);
    } catch (error) {
      return failed(400, 'BadRequest', (error as Error).message);
    }
  }

  #answer(request: Request): Reply {
    if (request.path === '') return { body: { '@odata.context': '$metadata', value: [] } };
    if (request.path === '$metadata')
      return { headers: { 'content-type': 'application/xml' }, body: this.#metadata() };
    const below = this.path === '' ? '' : `${this.path}/`;
    const [, set = '', predicate] =
      (request.path.startsWith(below) &&
        /^(\w+)(?:\(([^]*)\))?$/.exec(request.path.slice(below.length))) ||
      [];
    const kept = this.#sets[set];
    if (!kept) return failed(404, 'NotFound', `No route for ${request.path}`);
    if (predicate === undefined)
      return request.method === 'GET'
        ? this.#list(set, kept, request)
        : this.#create(set, kept, request);
    return this.#change(set, kept, predicate, request);
  }

  #list(set: string, kept: Kept, { query, headers, path }: Request): Reply {
    const types = kept.properties;
    const condition = query.get('$filter');
    const order = (query.get('$orderby') ?? '').split(',').filter((name) => name !== '');
    const rows = this.all(set)
      .filter(condition === null ? () => true : filterOf(condition, types, this.refusesOr))
      .sort(
        (a, b) =>
          order
            .map((name) => compare(a[name], b[name], types[name] ?? ''))
            .find((by) => by !== 0) ?? 0,
      );
    const [, wished] = /odata\.maxpagesize=(\d+)/.exec(String(headers.prefer)) ?? [];
    const skip = Number(query.get('$skip') ?? 0);
    const top = Number(query.get('$top') ?? Infinity);
    const size = Math.min(this.maxPage, Number(wished ?? this.maxPage), top);
    const page = rows.slice(skip, skip + size);
    const fields = query.get('$select')?.split(',');
    const rest = new URLSearchParams(query);
    rest.set('$skip', String(skip + size));
    const isMore = skip + size < Math.min(rows.length, skip + top);
    // Counts, and is relative, as that of SAP Business One.
    const next = isMore
      ? { '@odata.nextLink': `${path.split('/').at(-1)}?${rest.toString()}` }
      : {};
    return { body: { value: page.map((row) => this.#shown(row, kept, fields)), ...next } };
  }

  #shown(row: Row, { properties }: Kept, fields?: readonly string[]): Row {
    const shown = Object.entries(row).filter(([name]) => !fields || fields.includes(name));
    return {
      '@odata.etag': etagOf(row),
      ...Object.fromEntries(
        shown.map(([name, value]) => [
          name,
          properties[name] === 'Edm.DateTimeOffset' && typeof value === 'string'
            ? cut(value, this.shownDigits)
            : value,
        ]),
      ),
    };
  }

  #create(set: string, kept: Kept, { text, headers }: Request): Reply {
    const row = this.#parsed(kept, text, headers);
    const [key = ''] = kept.key;
    const whole = kept.isKeyGiven ? { [key]: randomUUID(), ...row } : row;
    if (this.#of(set).has(this.#idOf(kept, whole)))
      return failed(409, 'EntityWithSameKeyExists', 'The record already exists.');
    return { status: 201, body: this.#shown(this.put(set, whole), kept) };
  }

  #change(set: string, kept: Kept, predicate: string, { method, text, headers }: Request): Reply {
    const parts =
      kept.key.length === 1 ? [`${kept.key[0]}=${predicate}`] : predicate.split(/,(?=\w+=)/);
    const wanted = Object.fromEntries(
      parts.map((one) => {
        const [name = '', value = ''] = one.split(/=([^]*)/);
        return [name, valueOf(value, kept.properties[name] ?? '')];
      }),
    );
    const row = this.#of(set).get(this.#idOf(kept, wanted));
    if (!row) return failed(404, 'NotFound', 'The entity does not exist.');
    if (method === 'GET') return { body: this.#shown(row, kept) };
    const match = headers['if-match'];
    if (match === undefined) return failed(428, 'PreconditionRequired', 'If-Match is required.');
    if (match !== '*' && match !== etagOf(row))
      return failed(412, 'EntityChanged', 'Another user has already changed the record.');
    if (method === 'DELETE') {
      this.remove(set, row);
      return { status: 204, body: '' };
    }
    const written = this.put(set, {
      ...row,
      ...this.#parsed(kept, text, headers),
      ...this.#times(kept),
    });
    return { body: this.#shown(written, kept) };
  }

  #times({ changed }: Kept): Row {
    return changed ? { [changed]: new Date(this.nowMs).toISOString() } : {};
  }

  #parsed(kept: Kept, text: string, headers: Request['headers']): Row {
    const row = JSON.parse(text) as Row;
    const takesTexts = String(headers['content-type']).includes('IEEE754Compatible=true');
    for (const [name, value] of Object.entries(row)) {
      if (name in (kept.links ?? {})) continue;
      if (!(name in kept.properties)) throw new Error(`The property '${name}' does not exist.`);
      const type = kept.properties[name] ?? '';
      const isText = takesTexts && type === 'Edm.Decimal';
      const isNumber = ['Edm.Decimal', 'Edm.Double'].includes(type) && value !== null;
      if (isNumber && typeof value !== (isText ? 'string' : 'number'))
        throw new Error(`Cannot convert a value to target type ${type} for '${name}'.`);
      if (value === null && kept.required?.includes(name))
        throw new Error(`${name} must have a value.`);
    }
    return row;
  }

  #metadata(): string {
    const types = Object.entries(this.#sets).map(
      ([set, { key, properties, links = {} }]) => `<EntityType Name="${set}Type">
        <Key>${key.map((name) => `<PropertyRef Name="${name}"/>`).join('')}</Key>
        ${Object.entries(properties)
          .map(([name, type]) => `<Property Name="${name}" Type="${type}"/>`)
          .join('')}
        ${Object.entries(links)
          .map(([name, type]) => `<NavigationProperty Name="${name}" Type="${type}"/>`)
          .join('')}</EntityType>`,
    );
    const sets = Object.keys(this.#sets).map(
      (set) => `<EntitySet Name="${set}" EntityType="Self.${set}Type"/>`,
    );
    return `<?xml version="1.0" encoding="utf-8"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx"><edmx:DataServices>
<Schema Namespace="Erp.Model" Alias="Self" xmlns="http://docs.oasis-open.org/odata/ns/edm">${types.join('')}
<EntityContainer Name="Container">${sets.join('')}</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`;
  }
}

/** Items with a key that the service gives, as in Business Central. */
export const items: Kept = {
  key: ['id'],
  isKeyGiven: true,
  changed: 'lastModifiedDateTime',
  required: ['displayName'],
  properties: {
    id: 'Edm.Guid',
    number: 'Edm.String',
    displayName: 'Edm.String',
    unitPrice: 'Edm.Decimal',
    blocked: 'Edm.Boolean',
    lastModifiedDateTime: 'Edm.DateTimeOffset',
  },
};

export function failed(status: number, code: string, message: string): Reply {
  return { status, body: { error: { code, message } } };
}

function etagOf(row: Row): string {
  return `W/"${createHash('md5').update(JSON.stringify(row)).digest('hex')}"`;
}

function cut(time: string, digits: number): string {
  return time.replace(/\.(\d+)Z$/, (_, all: string) =>
    digits === 0 ? 'Z' : `.${all.slice(0, digits)}Z`,
  );
}
