import type {
  Delivery,
  HeldThing,
  KeysRequest,
  MatchRequest,
  Outcome,
  PeekedThing,
  PeekRequest,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { inParallel } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverPartly } from '../common/deliver-partly.ts';
import { textOf } from '../common/text-of.ts';
import type { ShopApi } from './api.ts';
import { heldProduct, productSelection } from './held-product.ts';
import { matchProducts } from './match.ts';
import { productIds } from './product-ids.ts';
import {
  deleteProduct,
  findProduct,
  identifierOf,
  knownId,
  setProduct,
} from './product-requests.ts';
import type { ShopifyTargetOptions } from './spec.ts';
import { Things } from './things.ts';

/** Writes products with their variants, a request each: the shop has none for several that says which of them it refuses. */
export class ProductTarget implements Target {
  readonly #api: ShopApi;
  readonly #customId: string | undefined;
  readonly #concurrency: number;
  readonly #things: Things;

  /** @param concurrency how many products are written at once */
  constructor(api: ShopApi, { options }: TargetSettings, concurrency: number) {
    this.#api = api;
    this.#customId = (options as ShopifyTargetOptions).customId;
    this.#concurrency = concurrency;
    this.#things = new Things(api, productSelection, 'target');
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const write = async (outcomes: Outcomes) => {
      const send = async (one: Delivery) => void outcomes.set(one, await this.#write(one, signal));
      await inParallel(deliveries, this.#concurrency, send, signal);
    };
    return deliverPartly(deliveries, write, signal);
  }

  #write(one: Delivery, signal: AbortSignal): Promise<Outcome> {
    const request = one.operation === 'delete' ? deleteProduct : setProduct;
    return request(this.#api, one, this.#customId, signal);
  }

  match({ field, values, signal }: MatchRequest): Promise<ReadonlyMap<string, readonly string[]>> {
    return matchProducts(this.#api, field, values, signal);
  }

  async peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    const find = (thing: PeekedThing) => this.#idOf(thing, signal);
    const ids = await inParallel(things, this.#concurrency, find, signal);
    const known = [...new Set(ids.filter((id) => id !== null))];
    const products = await this.#things.byIds(known, signal);
    const held = new Map(products.map((product) => [textOf(product.id), product]));
    return things.map(({ document }, nth) => {
      const product = held.get(ids[nth] ?? '');
      return product ? heldProduct(product, document) : null;
    });
  }

  async #idOf(thing: PeekedThing, signal: AbortSignal): Promise<string | null> {
    const known = knownId(thing);
    if (known !== null) return known;
    const own = identifierOf(thing, this.#customId);
    return own && findProduct(this.#api, own, signal);
  }

  keys(request: KeysRequest): Promise<readonly string[]> {
    return productIds(this.#api, request);
  }
}
