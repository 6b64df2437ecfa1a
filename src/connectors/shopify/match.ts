import type { Json, JsonObject } from '../../connector-api/index.ts';
import { isJsonObject } from '../../connector-api/index.ts';
import { inParts } from '../common/in-parts.ts';
import { textOf } from '../common/text-of.ts';
import { refused } from '../http/failures.ts';
import type { ShopApi } from './api.ts';
import { MAX_NODES, term } from './api.ts';
import { listed } from './things.ts';

/** Values searched for at once: few enough for the length of a search. */
const MAX_VALUES = 50;

type Found = ReadonlyMap<string, readonly string[]>;

/** Where a field is searched, and how to get the id from what is found. */
interface Place {
  readonly list: string;
  readonly fields: string;
  readonly idIn: (node: JsonObject) => Json | undefined;
}

const byVariant: Place = {
  list: 'productVariants',
  fields: 'sku barcode product { id }',
  idIn: ({ product }) => (isJsonObject(product) ? product.id : undefined),
};
const productPlaces: Readonly<Record<string, Place>> = {
  sku: byVariant,
  barcode: byVariant,
  handle: { list: 'products', fields: 'handle id', idIn: ({ id }) => id },
};

/** Finds products by a field. @throws Failure TARGET_MISCONFIGURED for one that the shop does not search */
export function matchProducts(
  api: ShopApi,
  field: string,
  values: readonly string[],
  signal: AbortSignal,
): Promise<Found> {
  return find(api, productPlaces, field, values, signal);
}

/** Finds inventory items by their SKU. @throws Failure TARGET_MISCONFIGURED for another field */
export function matchItems(
  api: ShopApi,
  field: string,
  values: readonly string[],
  signal: AbortSignal,
): Promise<Found> {
  const sku: Place = { list: 'inventoryItems', fields: 'sku id', idIn: ({ id }) => id };
  return find(api, { sku }, field, values, signal);
}

async function find(
  api: ShopApi,
  places: Readonly<Record<string, Place>>,
  field: string,
  values: readonly string[],
  signal: AbortSignal,
): Promise<Found> {
  const place = Object.hasOwn(places, field) ? places[field] : undefined;
  if (!place) {
    const known = Object.keys(places).join(', ');
    throw refused('target', `The shop cannot be searched for ${field}: \`match\` by ${known}.`);
  }
  const found = new Map<string, Set<string>>(values.map((value) => [value, new Set()]));
  const args = `first: ${MAX_NODES}, after: $after, query: $query`;
  const query = `query Match($after: String, $query: String!) { ${listed(place.list, args, place.fields)} }`;
  for (const some of inParts(values, MAX_VALUES)) {
    const search = some.map((value) => term(field, value)).join(' OR ');
    const question = { query, variables: { query: search } };
    // A search takes values for equal that are not, for example in another case.
    for (const node of await api.all(question, place.list, 'target', signal))
      found.get(textOf(node[field]))?.add(textOf(place.idIn(node)));
  }
  return new Map([...found].map(([value, ids]) => [value, [...ids]]));
}
