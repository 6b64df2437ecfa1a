import { createHash, randomUUID } from 'node:crypto';
import type { Delivery, JsonObject, Outcome, TargetSettings } from '../../connector-api/index.ts';
import { Failure, isJsonList, isJsonObject } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { textOf } from '../common/text-of.ts';
import { sendTraced } from '../common/traced-request.ts';
import { refused } from '../http/failures.ts';
import type { ShopApi } from './api.ts';
import type { UserError } from './failures.ts';
import { aboutRecord, refusedFor, userErrorsOf } from './failures.ts';
import type { ShopifyTargetOptions } from './spec.ts';
import { Things } from './things.ts';

const SET = `mutation Set($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) { userErrors { field message code } } }`;
/** The shop is still working on the very same request. */
const CONCURRENT = 'IDEMPOTENCY_CONCURRENT_REQUEST';
/** The shop keeps the failure of an earlier attempt, and tries again only under another key. */
const FAILED_BEFORE = 'IDEMPOTENCY_PREVIOUS_ATTEMPT_FAILED';
const STALE: ReadonlySet<string> = new Set([
  'CHANGE_FROM_QUANTITY_STALE',
  'COMPARE_QUANTITY_STALE',
]);
/** The shop does not have the location, or has closed it: the fault of the lane, and of no record. */
const NO_LOCATION = 'INVALID_LOCATION';
const AGAIN_AFTER_MS = 1_000;

/** What a record sets. */
export interface Quantity {
  readonly itemId: string;
  readonly quantity: number;
  /** Set it only if the quantity is this one; null: in any case. */
  readonly from: number | null;
}

interface Place {
  readonly settings: TargetSettings;
  readonly location: string;
}

interface Work {
  readonly part: readonly Delivery[];
  readonly quantities: ReadonlyMap<Delivery, Quantity>;
  readonly outcomes: Outcomes;
}

/**
 * Sets quantities in one request, which the shop carries out as a whole or not at all. Those that it names as wrong fail alone; the
 * rest is sent again without them. The same records are the same request, of whose repetition the shop takes no notice.
 * @returns the failure of what is left if the shop does not say which record is at fault; null when every record has its outcome
 */
export async function setQuantities(
  api: ShopApi,
  place: Place,
  { part, quantities, outcomes }: Work,
  signal: AbortSignal,
): Promise<Failure | null> {
  let isRenewed = false;
  for (;;) {
    const rows = part.filter((one) => !outcomes.has(one));
    if (rows.length === 0) return null;
    const input = inputFor(rows, quantities, place);
    const key = isRenewed ? randomUUID() : keyOf(rows, input);
    const errors = await send(api, place.settings, rows, { input, key }, signal);
    if (errors instanceof Failure) return errors;
    if (errors.length === 0) {
      for (const one of rows) {
        const { itemId = '' } = quantities.get(one) ?? {};
        outcomes.set(one, { kind: 'applied', externalId: itemId });
      }
      return null;
    }
    if (errors.some(({ code }) => code === CONCURRENT)) throw sameRequestUnderWay();
    if (errors.some(({ code }) => code === NO_LOCATION)) throw noLocation(place);
    if (errors.some(({ code }) => code === FAILED_BEFORE) && !isRenewed) {
      isRenewed = true;
      continue;
    }
    const faulty = byRow(rows, errors);
    if (faulty.size === 0) return refusedFor(errors);
    for (const [one, why] of faulty) {
      const quantity = quantities.get(one);
      if (!quantity) continue;
      outcomes.set(one, await outcomeOf(api, place, one, quantity, why, signal));
    }
  }
}

function inputFor(
  rows: readonly Delivery[],
  quantities: ReadonlyMap<Delivery, Quantity>,
  { settings, location }: Place,
): JsonObject {
  return {
    name: nameIn(settings),
    reason: 'correction',
    quantities: rows.flatMap((one) => {
      const { itemId, quantity, from } = quantities.get(one) ?? {};
      if (itemId === undefined || quantity === undefined) return [];
      return {
        inventoryItemId: itemId,
        locationId: location,
        quantity,
        changeFromQuantity: from ?? null,
      };
    }),
  };
}

function nameIn({ options }: TargetSettings): string {
  return (options as ShopifyTargetOptions).quantity ?? 'available';
}

/** In the form of a UUID, as Shopify recommends. A forced record is to be written even if it was before. */
function keyOf(rows: readonly Delivery[], input: JsonObject): string {
  if (rows.some(({ forced }) => forced)) return randomUUID();
  const parts = [rows.map(({ idempotencyKey }) => idempotencyKey), input];
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex');
  return digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

async function send(
  api: ShopApi,
  settings: TargetSettings,
  rows: readonly Delivery[],
  variables: JsonObject,
  signal: AbortSignal,
): Promise<readonly UserError[] | Failure> {
  try {
    const data = await sendTraced(rows, settings, (headers) =>
      api.ask({ query: SET, variables, headers }, 'target', signal),
    );
    const { inventorySetQuantities: payload = null } = data;
    if (isJsonObject(payload)) return userErrorsOf(payload);
  } catch (error) {
    const failure = aboutRecord(error);
    if (!failure) throw error;
    return failure;
  }
  throw new Failure('TARGET_UNAVAILABLE', {
    message:
      'The shop answered inventorySetQuantities without a result, so it is unknown whether it set anything.',
  });
}

/** Groups errors by the record that their field (`quantities.<row>.<field>`) names. */
function byRow(
  rows: readonly Delivery[],
  errors: readonly UserError[],
): ReadonlyMap<Delivery, readonly UserError[]> {
  const found = new Map<Delivery, UserError[]>();
  for (const error of errors) {
    const [, row] = /^quantities\.(\d+)/.exec(error.field) ?? [];
    const one = row === undefined ? undefined : rows[Number(row)];
    if (one) found.set(one, [...(found.get(one) ?? []), error]);
  }
  return found;
}

/** A quantity that is not the expected one may be the result of an earlier attempt, whose answer was lost. */
async function outcomeOf(
  api: ShopApi,
  { settings, location }: Place,
  { expected }: Delivery,
  { itemId, quantity }: Quantity,
  errors: readonly UserError[],
  signal: AbortSignal,
): Promise<Outcome> {
  const failure = refusedFor(errors);
  if (!errors.every(({ code }) => STALE.has(code))) return { kind: 'failed', failure };
  const held = await readQuantities(api, settings, location, [itemId], signal);
  if (held.get(itemId) === quantity) return { kind: 'unchanged', externalId: itemId };
  return expected === undefined ? { kind: 'failed', failure } : { kind: 'changed' };
}

function sameRequestUnderWay(): Failure {
  return new Failure('TARGET_THROTTLED', {
    message: 'The shop is still setting these quantities, as an earlier request asked for.',
    retryAfterMs: AGAIN_AFTER_MS,
  });
}

function noLocation({ settings, location }: Place): Failure {
  return refused(
    'target',
    `The shop sets no quantities at ${location}: correct \`location\` in ${settings.lane}, or open the location.`,
  );
}

/** Returns the quantities of items at a location, without those that are not stocked there. */
export async function readQuantities(
  api: ShopApi,
  settings: TargetSettings,
  location: string,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, number>> {
  const names = JSON.stringify([nameIn(settings)]);
  const level = `inventoryLevel(locationId: ${JSON.stringify(location)}) { quantities(names: ${names}) { quantity } }`;
  const selection = { type: 'InventoryItem', fields: `id ${level}`, lists: {} };
  const items = await new Things(api, selection, 'target').byIds(ids, signal);
  return new Map(
    items.flatMap(({ id, inventoryLevel }): [string, number][] => {
      const quantities = isJsonObject(inventoryLevel) ? inventoryLevel.quantities : undefined;
      const [first] = isJsonList(quantities) ? quantities.filter(isJsonObject) : [];
      return typeof first?.quantity === 'number' ? [[textOf(id), first.quantity]] : [];
    }),
  );
}
