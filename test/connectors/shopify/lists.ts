import { textIn } from './things.ts';
import type { Thing } from './things.ts';

export interface ListArgs {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly query?: string | null;
  readonly sortKey?: string | null;
}

/** A page of a list as the shop makes it: its cursor names the last thing by its place in the order. */
export function connection<Item extends Thing>(
  items: readonly Item[],
  { first, after, query, sortKey }: ListArgs,
  deepest = Infinity,
) {
  const placeOf = (one: Item) => [
    sortKey === 'UPDATED_AT' ? textIn(one.updatedAt) : '',
    numberIn(one.id),
  ];
  const from = after
    ? (JSON.parse(Buffer.from(after, 'base64').toString()) as [string, number])
    : null;
  const found = items.filter((one) => fits(one, query ?? ''));
  const left = found
    .map((node) => ({ node, place: placeOf(node) as [string, number] }))
    .toSorted((a, b) => compare(a.place, b.place))
    .filter(({ place }) => from === null || compare(place, from) > 0);
  const page = left.slice(0, first ?? 0);
  if (found.length - left.length + page.length > deepest)
    throw new Error(`Pagination is limited to ${deepest} objects`);
  const last = page.at(-1)?.place ?? null;
  return {
    nodes: page.map(({ node }) => node),
    pageInfo: {
      hasNextPage: left.length > page.length,
      endCursor: last && Buffer.from(JSON.stringify(last)).toString('base64'),
    },
  };
}

function compare([a, idA]: [string, number], [b, idB]: [string, number]): number {
  return a === b ? idA - idB : a < b ? -1 : 1;
}

export function numberIn(id: string): number {
  return Number(/(\d+)$/.exec(id.split('?')[0] ?? '')?.[1]);
}

/** Shopify's search, as far as the connector uses it: `a:1 AND b:2`, `a:1 OR a:2`, in any case of letters. */
function fits(one: Thing, search: string): boolean {
  if (search === '') return true;
  if (search.includes(' OR ')) return search.split(' OR ').some((part) => fits(one, part));
  return search.split(' AND ').every((part) => meets(one, part.replace(/^\((.*)\)$/, '$1')));
}

function meets(one: Thing, part: string): boolean {
  const [, field = '', operator = '', value = ''] = /^(\w+):(>=|>|)(.*)$/.exec(part) ?? [];
  const wanted = value
    .replace(/^(["'])(.*)\1$/, '$2')
    .replaceAll(/\\(.)/g, '$1')
    .toLowerCase();
  if (field === 'updated_at') return textIn(one.updatedAt) >= wanted.toUpperCase();
  if (field === 'id') return numberIn(one.id) > Number(wanted);
  const held = textIn(one[field]).toLowerCase();
  if (operator === '' && field === 'status') return wanted.split(',').includes(held);
  return held === wanted;
}
