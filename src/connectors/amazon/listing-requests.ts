import type {
  Delivery,
  HeldThing,
  JsonObject,
  Outcome,
  PeekedThing,
} from '../../connector-api/index.ts';
import { Failure, isJsonObject } from '../../connector-api/index.ts';
import { textOf } from '../common/text-of.ts';
import { traceHeadersOf } from '../common/traced-request.ts';
import { parseJson } from '../http/answer-json.ts';
import type { Answer } from '../http/failures.ts';
import { readFailure, recordAnswer, recordFailure } from '../http/failures.ts';
import { fillPath } from '../http/fill-path.ts';
import { unaddressable } from '../http/record-request.ts';
import type { OperationName, Request, SellingPartnerApi } from './api.ts';
import type { Change } from './attributes.ts';
import { changesOf } from './attributes.ts';
import { reasonIn, refusedFor } from './failures.ts';
import { heldAttributes } from './held.ts';
import type { AmazonTargetOptions } from './spec.ts';

const PATH = '/listings/2021-08-01/items/{sellerId}/{sku}';
const DEFAULT_TYPE = 'PRODUCT';

/** A seller's listings in one store. */
export interface Listings {
  readonly api: SellingPartnerApi;
  readonly sellerId: string;
  readonly options: AmazonTargetOptions & { readonly marketplaceId: string };
}

/**
 * Changes, creates or replaces a listing. Amazon answers that it has accepted that, and carries it out some minutes later. A
 * repeat has the same result.
 */
export async function writeListing(
  listings: Listings,
  one: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const { options } = listings;
  const changes = changesOf(one.document, options);
  if (changes instanceof Failure) return { kind: 'failed', failure: changes };
  if (changes.length === 0) return { kind: 'unchanged', externalId: skuOf(one) };
  const productType = textOf(one.document.productType) || (options.productType ?? DEFAULT_TYPE);
  const answer =
    options.method === 'put'
      ? await send(listings, 'putListingsItem', one, signal, {
          method: 'PUT',
          body: {
            ...{ productType, requirements: options.requirements ?? 'LISTING' },
            attributes: attributesOf(changes),
          },
        })
      : await send(listings, 'patchListingsItem', one, signal, {
          method: 'PATCH',
          body: { productType, patches: changes.map(patchOf) },
        });
  return answer === null ? unaddressable(PATH) : outcomeOf(answer, one);
}

/** Deletes a listing. One that is gone already counts as deleted. */
export async function deleteListing(
  listings: Listings,
  one: Delivery,
  signal: AbortSignal,
): Promise<Outcome> {
  const answer = await send(listings, 'deleteListingsItem', one, signal, { method: 'DELETE' });
  if (answer === null) return unaddressable(PATH);
  if (answer.status === 404) return { kind: 'unchanged', externalId: skuOf(one) };
  return outcomeOf(answer, one);
}

/** Returns what the listing has of the attributes that a document would write; null if there is no listing. */
export async function readListing(
  listings: Listings,
  thing: PeekedThing,
  signal: AbortSignal,
): Promise<HeldThing | null> {
  const request = { method: 'GET', query: { includedData: 'attributes' } };
  const answer = await send(listings, 'getListingsItem', thing, signal, request);
  if (answer === null || answer.status === 404) return null;
  const where = `GET ${PATH}`;
  const failure = readFailure(answer, 'target', where);
  if (failure) throw failure;
  const item = parseJson(answer, 'target', where);
  const { attributes = null } = isJsonObject(item) ? item : {};
  const changes = changesOf(thing.document, listings.options);
  // What cannot be written differs from what is there.
  const then = changes instanceof Failure ? thing.document : attributesOf(changes);
  const held = isJsonObject(attributes) ? attributes : {};
  return { id: skuOf(thing), ...heldAttributes(then, held) };
}

/** A listing is named by the SKU that the hub knows, else by that of the document, else by the record's key. */
function skuOf({ externalId, document, key }: PeekedThing): string {
  return externalId ?? (textOf(document.sku) || key);
}

/** Null for a SKU that no address can contain. */
async function send(
  { api, sellerId, options: { marketplaceId } }: Listings,
  name: OperationName,
  one: PeekedThing & Pick<Delivery, 'traceParent'>,
  signal: AbortSignal,
  { query, ...request }: Omit<Request, 'path' | 'query'> & Partial<Pick<Request, 'query'>>,
): Promise<Answer | null> {
  const path = fillPath(PATH, { sellerId, sku: skuOf(one) });
  if (path === null) return null;
  const headers = traceHeadersOf(one);
  const complete = {
    ...request,
    path,
    headers,
    query: { ...query, marketplaceIds: marketplaceId },
  };
  return api.send(name, complete, 'target', signal);
}

/** @throws Failure TARGET_UNAVAILABLE when the answer leaves open what has become of the submission */
function outcomeOf(answer: Answer, one: Delivery): Outcome {
  const reason = reasonIn(answer.body);
  const told = { ...recordAnswer(answer), ...(reason === null ? {} : { reason }) };
  const failure = recordFailure(told, 'Amazon');
  if (failure) return { kind: 'failed', failure };
  const value = parseJson(answer, 'target', PATH);
  const { status = null, issues } = isJsonObject(value) ? value : {};
  if (status === 'INVALID') return { kind: 'failed', failure: refusedFor(issues) };
  if (typeof status === 'string') return { kind: 'applied', externalId: skuOf(one) };
  throw new Failure('TARGET_UNAVAILABLE', {
    message: `${PATH} was answered without a status, so it is unknown whether Amazon has accepted anything.`,
  });
}

function attributesOf(changes: readonly Change[]): JsonObject {
  return Object.fromEntries(changes.map(({ name, value }) => [name, value]));
}

function patchOf({ name, op, value }: Change): JsonObject {
  return { op, path: `/attributes/${name}`, value };
}
