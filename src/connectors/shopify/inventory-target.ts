import type {
  Delivery,
  HeldThing,
  JsonObject,
  MatchRequest,
  Outcome,
  PeekedThing,
  PeekRequest,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverAs, deliverPartly } from '../common/deliver-partly.ts';
import { inParts } from '../common/in-parts.ts';
import { narrowDown } from '../common/narrow-down.ts';
import { textOf } from '../common/text-of.ts';
import type { ShopApi } from './api.ts';
import { MAX_NODES } from './api.ts';
import type { Quantity } from './inventory-request.ts';
import { readQuantities, setQuantities } from './inventory-request.ts';
import { matchItems } from './match.ts';
import type { ShopifyTargetOptions } from './spec.ts';

/** The shop's code for an item that it does not have. */
const GONE = 'INVALID_INVENTORY_ITEM';
const NO_ITEM = 'the shop has no inventory item of its SKU';

/** Sets quantities of inventory items at one location, many in a request. */
export class InventoryTarget implements Target {
  readonly #api: ShopApi;
  readonly #settings: TargetSettings;
  readonly #location: string;

  constructor(api: ShopApi, settings: TargetSettings) {
    const { location } = settings.options as ShopifyTargetOptions;
    if (location === undefined) {
      throw new Failure('CONFIG_INVALID', {
        message: `Quantities are those of a location: set \`location\` in ${settings.lane}.`,
      });
    }
    this.#api = api;
    this.#settings = settings;
    this.#location = location;
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const write = async (outcomes: Outcomes) => {
      await this.#write(deliveries, outcomes, signal);
      await this.#writeMoved(deliveries, outcomes, signal);
    };
    return deliverPartly(deliveries, write, signal);
  }

  async #write(
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const quantities = new Map<Delivery, Quantity>();
    for (const one of deliveries) {
      const quantity = this.#quantityOf(one);
      if ('itemId' in quantity) quantities.set(one, quantity);
      else outcomes.set(one, quantity);
    }
    for (const part of inParts([...quantities.keys()], MAX_NODES)) {
      const send = (some: readonly Delivery[]) => this.#set(some, quantities, outcomes, signal);
      await narrowDown(part, send, outcomes, signal);
    }
  }

  /** A product that was deleted and created again has other items under the SKUs that it had. */
  async #writeMoved(
    deliveries: readonly Delivery[],
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<void> {
    const gone = deliveries.filter((one) => isGone(outcomes.get(one)));
    const skus = [...new Set(gone.map(({ document }) => textOf(document.sku)))];
    const found = await matchItems(this.#api, 'sku', skus.filter(Boolean), signal);
    const moved = new Map<Delivery, Delivery>();
    for (const one of gone) {
      const [externalId, ...others] = found.get(textOf(one.document.sku)) ?? [];
      if (externalId === undefined || others.length > 0) continue;
      moved.set(one, { ...one, externalId });
      outcomes.delete(one);
    }
    const write = (others: readonly Delivery[], answered: Outcomes) =>
      this.#write(others, answered, signal);
    await deliverAs(moved, write, outcomes);
  }

  #set(
    part: readonly Delivery[],
    quantities: ReadonlyMap<Delivery, Quantity>,
    outcomes: Outcomes,
    signal: AbortSignal,
  ): Promise<Failure | null> {
    const place = { settings: this.#settings, location: this.#location };
    return setQuantities(this.#api, place, { part, quantities, outcomes }, signal);
  }

  /** What to set, or the outcome of a record that sets nothing. What is deleted in the source is not there to be sold. */
  #quantityOf(one: Delivery): Quantity | Outcome {
    const { operation, key, document, expected } = one;
    const itemId = itemOf(one);
    if (operation === 'delete')
      return itemId === null
        ? { kind: 'unchanged', externalId: key }
        : { itemId, quantity: 0, from: null };
    // The lane that creates the product may be behind.
    if (itemId === null) return failed('TARGET_BUSY', NO_ITEM, [GONE]);
    const { quantity, changeFromQuantity = null } = document;
    if (!isWhole(quantity)) return failed('TARGET_REFUSED', '`quantity` must be a whole number');
    const from = expected?.now.quantity ?? changeFromQuantity;
    if (from !== null && !isWhole(from)) {
      return failed('TARGET_REFUSED', '`changeFromQuantity` must be a whole number or null');
    }
    return { itemId, quantity, from };
  }

  match({ field, values, signal }: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>> {
    return matchItems(this.#api, field, values, signal);
  }

  async peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    const ids = things.flatMap((thing) => itemOf(thing) ?? []);
    const held = await readQuantities(this.#api, this.#settings, this.#location, ids, signal);
    return things.map((thing) => heldAs(thing, held));
  }
}

/** The id of a record's item, if the hub knows one. A deletion of what the shop never had leaves the key in its place. */
function itemOf({ externalId }: Pick<PeekedThing, 'externalId'>): string | null {
  return externalId?.startsWith('gid://shopify/InventoryItem/') ? externalId : null;
}

function heldAs(
  { externalId, document }: PeekedThing,
  held: ReadonlyMap<string, number>,
): HeldThing | null {
  const quantity = held.get(externalId ?? '');
  if (externalId === null || quantity === undefined) return null;
  const then: JsonObject = document.quantity === undefined ? {} : { quantity: document.quantity };
  return { id: externalId, now: { quantity }, then };
}

function isGone(outcome: Outcome | undefined): boolean {
  const { codes } = outcome?.kind === 'failed' ? outcome.failure.details : {};
  return Array.isArray(codes) && codes.includes(GONE);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function failed(
  code: 'TARGET_BUSY' | 'TARGET_REFUSED',
  why: string,
  codes: readonly string[] = [],
): Outcome {
  const message = `The quantity cannot be set: ${why}.`;
  return { kind: 'failed', failure: new Failure(code, { message, details: { codes } }) };
}
