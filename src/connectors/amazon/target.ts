import type {
  Delivery,
  HeldThing,
  Outcome,
  PeekRequest,
  Target,
  TargetSettings,
} from '../../connector-api/index.ts';
import { Failure, inParallel } from '../../connector-api/index.ts';
import type { Outcomes } from '../common/deliver-partly.ts';
import { deliverPartly } from '../common/deliver-partly.ts';
import type { SellingPartnerApi } from './api.ts';
import type { Listings } from './listing-requests.ts';
import { deleteListing, readListing, writeListing } from './listing-requests.ts';
import type { AmazonSettings, AmazonTargetOptions } from './spec.ts';

/** More gain nothing: Amazon takes five requests a second. */
const CONCURRENCY = 10;

/** Writes listings, a request each. */
export class ListingsTarget implements Target {
  readonly #listings: Listings;

  /** @throws Failure CONFIG_INVALID for an entity that cannot be written */
  constructor(
    api: SellingPartnerApi,
    { entity, options }: TargetSettings,
    { sellerId, marketplaceId }: AmazonSettings,
  ) {
    if (entity !== 'listings') {
      throw new Failure('CONFIG_INVALID', {
        message: `The kind amazon writes listings, and not ${entity}: correct \`entity\`.`,
      });
    }
    const own = options as AmazonTargetOptions;
    this.#listings = { api, sellerId, options: { marketplaceId, ...own } };
  }

  deliver(deliveries: readonly Delivery[], signal: AbortSignal): Promise<readonly Outcome[]> {
    const write = async (outcomes: Outcomes) => {
      const send = async (one: Delivery) => void outcomes.set(one, await this.#write(one, signal));
      await inParallel(deliveries, CONCURRENCY, send, signal);
    };
    return deliverPartly(deliveries, write, signal);
  }

  #write(one: Delivery, signal: AbortSignal): Promise<Outcome> {
    const write = one.operation === 'delete' ? deleteListing : writeListing;
    return write(this.#listings, one, signal);
  }

  peek({ things, signal }: PeekRequest): Promise<readonly (HeldThing | null)[]> {
    return inParallel(
      things,
      CONCURRENCY,
      (thing) => readListing(this.#listings, thing, signal),
      signal,
    );
  }
}
