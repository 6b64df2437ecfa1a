import type { Delivery, JsonObject, Outcome, PeekedThing } from '../../connector-api/index.ts';
import { Failure, isJsonList, isJsonObject } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import { traceHeadersOf } from '../common/traced-request.ts';
import type { ShopApi } from './api.ts';
import { aboutRecord, refusedFor, userErrorsOf } from './failures.ts';

const ERRORS = 'userErrors { field message';
const SET = `mutation Set($identifier: ProductSetIdentifiers!, $input: ProductSetInput!) {
  productSet(identifier: $identifier, input: $input, synchronous: true) { product { id } ${ERRORS} code } } }`;
const DELETE = `mutation Delete($id: ID!) {
  productDelete(input: { id: $id }) { deletedProductId ${ERRORS} } } }`;
const FIND = `query Find($identifier: ProductIdentifierInput!) {
  productByIdentifier(identifier: $identifier) { id } }`;
const EXISTS = 'query Exists($id: ID!) { product(id: $id) { id } }';

/** By which a product is found that has no id yet. */
export type Identifier = { readonly customId: JsonObject } | { readonly handle: string };

type Named = Pick<PeekedThing, 'key' | 'document'>;

/** Codes for a product that was deleted in the shop. */
const GONE: ReadonlySet<string> = new Set(['PRODUCT_DOES_NOT_EXIST', 'NOT_FOUND']);

/** The id of a record's product, if the hub knows one. A deletion of what the shop never had leaves the key in its place. */
export function knownId({ externalId }: Pick<PeekedThing, 'externalId'>): string | null {
  return externalId?.startsWith('gid://shopify/Product/') ? externalId : null;
}

/** Returns how the shop finds the product of a record whose id is not known; null if by nothing. */
export function identifierOf(
  { key, document }: Named,
  customId: string | undefined,
): Identifier | null {
  const [namespace, name] = customId?.split('.') ?? [];
  if (namespace !== undefined && name !== undefined)
    return { customId: { namespace, key: name, value: key } };
  return typeof document.handle === 'string' ? { handle: document.handle } : null;
}

/** Returns the id of the product with this identifier; null if there is none. */
export async function findProduct(
  api: ShopApi,
  identifier: Identifier,
  signal: AbortSignal,
): Promise<string | null> {
  const question = { query: FIND, variables: { identifier } };
  const { productByIdentifier: product = null } = await api.ask(question, 'target', signal);
  return isJsonObject(product) ? textOf(product.id) : null;
}

/**
 * Creates or replaces a product (`productSet`). The shop finds it by its id or by what the hub gives it, so a repeated attempt
 * writes the same product, and one that was deleted in the shop is created again. It replaces lists as a whole, also that of the metafields.
 */
export async function setProduct(
  api: ShopApi,
  one: Delivery,
  customId: string | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const own = identifierOf(one, customId);
  const known = knownId(one);
  if (known === null) {
    const problem = problemOf(own);
    if (problem !== null) return refusal(problem);
  }
  const listsMetafields = isJsonList(one.document.metafields);
  // A metafield that is written alone would replace those that others have given to a product that the hub does not know any more.
  const isUnsure = known === null && customId !== undefined && !listsMetafields;
  const id = isUnsure && own ? await findProduct(api, own, signal) : known;
  const isMarked = customId !== undefined && (id === null || listsMetafields);
  const identifier = id === null ? own : { id };
  const input = inputOf(one, isMarked ? own : null);
  const payload = await write(api, SET, { identifier, input }, 'productSet', one, signal);
  if (payload instanceof Failure) return { kind: 'failed', failure: payload };
  const errors = userErrorsOf(payload);
  if (known !== null && own && errors.some(({ code }) => GONE.has(code)))
    return setProduct(api, { ...one, externalId: null }, customId, signal);
  if (errors.length > 0) return { kind: 'failed', failure: refusedFor(errors) };
  if (!isJsonObject(payload.product)) throw unknownOutcome('productSet');
  return { kind: 'applied', externalId: textOf(payload.product.id) };
}

/** Deletes a product. One that is gone already counts as deleted. */
export async function deleteProduct(
  api: ShopApi,
  one: Delivery,
  customId: string | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const own = identifierOf(one, customId);
  const id = knownId(one) ?? (own && (await findProduct(api, own, signal)));
  if (id === null) return { kind: 'unchanged', externalId: one.key };
  const payload = await write(api, DELETE, { id }, 'productDelete', one, signal);
  if (payload instanceof Failure) return { kind: 'failed', failure: payload };
  const errors = userErrorsOf(payload);
  if (errors.length === 0) return { kind: 'applied', externalId: id };
  // These errors have no code.
  const { product } = await api.ask({ query: EXISTS, variables: { id } }, 'target', signal);
  if (product === null) return { kind: 'unchanged', externalId: id };
  return { kind: 'failed', failure: refusedFor(errors) };
}

/** Returns the payload of a mutation of one record, or the record's failure if the shop does not carry it out. */
async function write(
  api: ShopApi,
  query: string,
  variables: JsonObject,
  mutation: string,
  one: Delivery,
  signal: AbortSignal,
): Promise<JsonObject | Failure> {
  try {
    const question = { query, variables, headers: traceHeadersOf(one) };
    const { [mutation]: payload = null } = await api.ask(question, 'target', signal);
    if (isJsonObject(payload)) return payload;
  } catch (error) {
    const failure = aboutRecord(error);
    if (!failure) throw error;
    return failure;
  }
  throw unknownOutcome(mutation);
}

/** The fields of the document, without those by which products are only matched. @param own marks the product with this */
function inputOf({ document }: Delivery, own: Identifier | null): JsonObject {
  const { sku: _, barcode: __, ...fields } = document;
  if (!own || !('customId' in own)) return fields;
  const { metafields } = fields;
  const { namespace = null, key = null } = own.customId;
  const others = isJsonList(metafields) ? metafields.filter(isJsonObject) : [];
  const rest = others.filter((one) => one.namespace !== namespace || one.key !== key);
  return { ...fields, metafields: [...rest, { ...own.customId, type: 'id' }] };
}

/** Lower-case letters, digits, dashes and underscores: the shop turns everything else into dashes. */
const HANDLE = /^[\p{Ll}\p{Lo}\p{M}\p{N}_-]+$/u;

/** Why a product could not be found again by it; null if it can. */
function problemOf(own: Identifier | null): string | null {
  if (own === null)
    return 'it has no `handle` by which the shop could find it again: map one, or set `customId`';
  if (!('handle' in own) || HANDLE.test(own.handle)) return null;
  return `the shop would change the handle ${JSON.stringify(own.handle)}, and not find it again: map one of lower-case letters, digits and dashes`;
}

function refusal(problem: string): Outcome {
  const message = `The product cannot be created: ${problem}.`;
  return { kind: 'failed', failure: new Failure('TARGET_REFUSED', { message }) };
}

function unknownOutcome(mutation: string): Failure {
  return new Failure('TARGET_UNAVAILABLE', {
    message: `The shop answered ${mutation} without a result, so it is unknown whether it wrote anything.`,
  });
}
