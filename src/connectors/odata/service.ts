import type { Json, JsonObject } from '../../connector-api/index.ts';
import { Failure, inParallel, isJsonObject } from '../../connector-api/index.ts';
import { inGroups } from '../common/in-groups.ts';
import { orAborted } from '../common/or-aborted.ts';
import { parseJson } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import type { Side } from '../http/failures.ts';
import { readFailure, refused } from '../http/failures.ts';
import { EntitySet } from './entity-set.ts';
import type { Metadata } from './metadata.ts';
import { parseMetadata } from './metadata.ts';
import type { ServiceOptions } from './spec.ts';

/** A question to an entity set: its system query options, without `$`. */
export type Query = Readonly<{
  filter?: readonly string[];
  orderby?: readonly string[];
  select?: readonly string[];
  expand?: string | undefined;
  top?: number;
}>;

/** Entities of an answer, and the address of the rest. */
export interface Listed {
  readonly rows: readonly JsonObject[];
  readonly next: string | null;
  /** Of the answer. */
  readonly headers: Headers;
}

/** Clauses of one address: IIS, before many services, takes 2,048 characters of a query. */
const GROUP = { items: 20, chars: 1_400, between: '() or ' };
/** Entities per page: more than there usually are, because links may count. */
const MAX_FOUND = 1_000;

/** The metadata of a service, read when it is first needed. */
export class MetadataCache {
  readonly #read = new Map<Side, Promise<Metadata>>();

  /** Not shared between the sides, whose failures differ. */
  get(side: Side, read: () => Promise<Metadata>): Promise<Metadata> {
    const known = this.#read.get(side);
    if (known) return known;
    const reading = read();
    this.#read.set(side, reading);
    reading.catch(() => this.forget(side));
    return reading;
  }

  forget(side: Side): void {
    this.#read.delete(side);
  }
}

/** One side's access to an OData service. */
export class Service {
  readonly client: HttpClient;
  readonly #side: Side;
  readonly #options: ServiceOptions;
  readonly #metadata: MetadataCache;

  constructor(client: HttpClient, side: Side, options: ServiceOptions, metadata: MetadataCache) {
    this.client = client;
    this.#side = side;
    this.#options = options;
    this.#metadata = metadata;
  }

  /** @throws Failure …_REFUSED or TARGET_MISCONFIGURED that names the entity sets that there are */
  async entitySet(name: string, signal: AbortSignal): Promise<EntitySet> {
    const reading = this.#metadata.get(this.#side, () => this.#readMetadata());
    const metadata = await orAborted(reading, signal);
    const type = metadata.sets.get(name);
    const structure = type === undefined ? undefined : metadata.structure(type);
    if (structure) {
      const { path = '', dateLiterals } = this.#options;
      const spelling = {
        isEnum: (one: string) => metadata.isEnum(one),
        quotedDates: dateLiterals === 'quoted',
      };
      const parts = { name, path, structure, metadata, spelling, side: this.#side };
      return new EntitySet(parts, () => this.#metadata.forget(this.#side));
    }
    // The service may be given it later.
    this.#metadata.forget(this.#side);
    throw refused(
      this.#side,
      `The service has no entity set ${name}: correct \`entity\`. It has ${[...metadata.sets.keys()].join(', ')}.`,
    );
  }

  /** Not aborted with the call that asked first, because others wait for it too; the client's time limit ends it. */
  async #readMetadata(): Promise<Metadata> {
    const path = '$metadata';
    const request = { method: 'GET', path, headers: { accept: 'application/xml' } };
    const answer = await this.client.send(request, this.#side, new AbortController().signal);
    const failure = readFailure(answer, this.#side, `GET ${path}`);
    if (failure) throw failure;
    const metadata = await parseMetadata(answer.body).catch((error: unknown) => {
      if (error instanceof Failure) return error;
      throw error;
    });
    if (!(metadata instanceof Failure) && metadata.sets.size > 0) return metadata;
    const why = metadata instanceof Failure ? metadata.message : 'It declares no entity sets.';
    throw refused(
      this.#side,
      `GET ${path} did not return what an OData service declares: correct \`url\`, which is the address of the service. ${why}`,
    );
  }

  /** Reads one page of a list. @param size of the page that is asked for; the service may return fewer entities */
  async list(address: string, signal: AbortSignal, size?: number): Promise<Listed> {
    const [path = ''] = address.split('?');
    const where = `GET ${path}`;
    const headers = size === undefined ? {} : { prefer: `odata.maxpagesize=${size}` };
    const request = { method: 'GET', path: address, headers };
    const answer = await this.client.send(request, this.#side, signal);
    const failure = readFailure(answer, this.#side, where);
    if (failure) throw failure;
    const value = parseJson(answer, this.#side, where);
    const { value: rows, '@odata.nextLink': next } = isJsonObject(value) ? value : {};
    if (!Array.isArray(rows)) {
      throw refused(
        this.#side,
        `The answer to ${where} has no list in \`value\`, so it is not that of an OData 4 service: correct \`url\` or \`path\`.`,
      );
    }
    const here = this.client.address(address, this.#side);
    return {
      rows: (rows as readonly Json[]).filter(isJsonObject),
      // A link may be relative to the address that returned it (JSON format, 4.5.1).
      next: typeof next === 'string' ? new URL(next, here).href : null,
      headers: answer.headers,
    };
  }

  /** Finds all entities that meet one of the clauses, each of which is a condition for few. */
  async find(
    set: EntitySet,
    clauses: readonly string[],
    query: Query,
    { concurrency, signal }: Readonly<{ concurrency: number; signal: AbortSignal }>,
  ): Promise<readonly JsonObject[]> {
    const one = async (some: readonly string[]) => {
      const filter = [
        some.length === 1 ? String(some[0]) : some.map((it) => `(${it})`).join(' or '),
      ];
      const found: JsonObject[] = [];
      for (
        let next: string | null = set.address({
          ...query,
          filter: [...(query.filter ?? []), ...filter],
        });
        next !== null;
      ) {
        const page: Listed = await this.list(next, signal, MAX_FOUND);
        found.push(...page.rows);
        next = page.rows.length === 0 ? null : page.next;
      }
      return found;
    };
    const groups = inGroups([...new Set(clauses)], GROUP);
    return (await inParallel(groups, concurrency, one, signal)).flat();
  }
}
