import type { Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import { inGroups } from '../common/in-groups.ts';
import { valueAt } from '../http/answer-json.ts';
import type { HttpClient } from '../http/client.ts';
import type { Side } from '../http/failures.ts';
import { connectionFailure, refused } from '../http/failures.ts';
import type { Entity } from './entities.ts';
import { MAX_ITEMS } from './spec.ts';

export const ROOT = '/api/rest/v1';
export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Values of one address: many servers take 8 KiB of it. Those of a list stand in quotes, which take three characters each. */
const GROUP = { items: MAX_ITEMS, chars: 5_000, between: '%22%22%2C' };

/** Conditions of a search, in the form of the API. */
export type Search = Readonly<Record<string, readonly JsonObject[]>>;

/** A question to a list of products. */
export interface Question {
  readonly search: Search;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** A page of a list. */
export interface Listed {
  readonly headers: Headers;
  readonly items: readonly JsonObject[];
  /** Value of `search_after` for the next page; null after the last. */
  readonly next: string | null;
}

/** Where a page begins, and how many things it should hold. */
interface Place {
  /** `next` of the page before; null for the first. */
  readonly after: string | null;
  readonly limit: number;
}

/**
 * Reads a page of products or product models, which the PIM returns in the order of their primary keys. So nothing that changes or
 * disappears meanwhile moves anything else to another page.
 *
 * The PIM names a next page only if this one is full, and it leaves out what its search index still holds and its database does not
 * any more. So a page that is not full is asked for again with as many things as it has: then it is full, unless one was left out.
 * @throws Failure as `Source.read` and `Target.deliver` do
 */
export async function list(
  client: HttpClient,
  entity: Entity,
  question: Question,
  place: Place,
  side: Side,
  signal: AbortSignal,
): Promise<Listed> {
  const page = await readPage(client, entity, question, place, side, signal);
  const { length } = page.items;
  if (page.next !== null || length === 0 || length === place.limit) return page;
  const exact = { ...place, limit: length };
  const again = await readPage(client, entity, question, exact, side, signal);
  if (again.next !== null) return { ...again, headers: page.headers };
  throw connectionFailure(
    new Error(
      `the PIM leaves out things that its search index holds and its database does not, so the list cannot be read to its end. If this stays so, have the index rebuilt (pim:product:index, pim:product-model:index)`,
    ),
    side,
    `GET ${ROOT}/${entity.path}`,
  );
}

async function readPage(
  client: HttpClient,
  { path }: Entity,
  { search, parameters = {} }: Question,
  { after, limit }: Place,
  side: Side,
  signal: AbortSignal,
): Promise<Listed> {
  const query = new URLSearchParams({
    ...{ pagination_type: 'search_after', limit: String(limit), ...parameters },
    ...(Object.keys(search).length === 0 ? {} : { search: JSON.stringify(search) }),
    ...(after === null ? {} : { search_after: after }),
  });
  const address = `${ROOT}/${path}`;
  const page = await client.getList(
    `${address}?${query.toString()}`,
    '_embedded.items',
    side,
    signal,
  );
  if (page.list === null) {
    throw refused(
      side,
      `The answer to GET ${address} has no list at _embedded.items, so it is not that of an Akeneo PIM: correct \`url\`.`,
    );
  }
  const { headers } = page;
  const items = page.list.filter(isJsonObject).map(withoutLinks);
  const link = valueAt(page.value, '_links.next.href');
  if (typeof link !== 'string') return { headers, items, next: null };
  // Only this value is taken: behind a proxy, links may name another host than the one that the hub knows.
  const next = new URL(link, 'http://pim').searchParams.get('search_after');
  if (next !== null && next !== after) return { headers, items, next };
  throw refused(
    side,
    `${address} names ${next === null ? 'a next page without \`search_after\`' : 'the page that was just read as the next one'}, so the list cannot be read to its end.`,
  );
}

/** Reads the products that have one of these values. @param property `uuid`, or the code of the identifier attribute */
export async function findProducts(
  client: HttpClient,
  entity: Entity,
  { property, values }: Readonly<{ property: string; values: readonly string[] }>,
  { search, parameters = {} }: Question,
  side: Side,
  signal: AbortSignal,
): Promise<readonly JsonObject[]> {
  const found: JsonObject[] = [];
  for (const some of inGroups([...new Set(values)], GROUP)) {
    const isOne = { operator: 'IN', value: some };
    const complete = { ...search, [property]: [...(search[property] ?? []), isOne] };
    const first = { after: null, limit: MAX_ITEMS };
    const question = { search: complete, parameters };
    found.push(...(await readPage(client, entity, question, first, side, signal)).items);
  }
  return found;
}

/** The content of a thing without links, which a list has and a single answer has not. */
export function withoutLinks({ _links: _, ...content }: JsonObject): JsonObject {
  return content;
}

/** The value of the identifier attribute of a product; null if it has none. */
export function identifierIn({ values }: JsonObject, attribute: string): string | null {
  const held = isJsonObject(values) ? values[attribute] : undefined;
  const [value] = Array.isArray(held) ? (held as readonly Json[]).filter(isJsonObject) : [];
  return typeof value?.data === 'string' && value.data !== '' ? value.data : null;
}
