import type { KeysRequest } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import type { ShopApi } from './api.ts';
import { MAX_NODES, nodesOf } from './api.ts';
import { ALL_PRODUCTS } from './entities.ts';

const IDS = `query Ids($first: Int!, $query: String!) {
  products(first: $first, query: $query, sortKey: ID) { nodes { id } pageInfo { hasNextPage endCursor } } }`;

/** Lists the ids of all products, in their order as numbers. */
export async function productIds(
  api: ShopApi,
  { after, limit, signal }: KeysRequest,
): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < limit) {
    const last = (ids.at(-1) ?? after ?? '').split('/').at(-1);
    const behind = last === '' ? [] : [`id:>${last}`];
    const first = Math.min(limit - ids.length, MAX_NODES);
    const variables = { first, query: [ALL_PRODUCTS, ...behind].join(' AND ') };
    const { products = null } = await api.ask({ query: IDS, variables }, 'target', signal);
    const { nodes, next } = nodesOf(products);
    ids.push(...nodes.map(({ id }) => textOf(id)));
    if (next === null) break;
  }
  return ids;
}
