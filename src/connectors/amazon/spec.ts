import type { JsonSchema } from '../../connector-api/index.ts';
import { WEB_ADDRESS } from '../../connector-api/index.ts';
import { secret, text } from '../common/schemas.ts';
import type { HttpSettings } from '../http/spec.ts';
import { requestSettings } from '../http/spec.ts';

export type AmazonSettings = Pick<HttpSettings, 'headers' | 'timeoutMs' | 'maxThrottleWaitMs'> & {
  readonly region: 'eu' | 'na' | 'fe';
  readonly sellerId: string;
  readonly marketplaceId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly refreshToken: string;
  readonly url?: string;
  readonly tokenUrl: string;
};

export type AmazonSourceOptions = {
  readonly marketplaceIds?: readonly string[];
  readonly includedData?: readonly string[];
  readonly fulfillmentStatuses?: readonly string[];
  readonly fulfilledBy?: string;
  readonly since?: string;
};

export type AmazonTargetOptions = {
  readonly marketplaceId?: string;
  readonly productType?: string;
  readonly method?: 'patch' | 'put';
  readonly requirements?: string;
  readonly currency?: string;
};

/** The amounts of an order, and how it is fulfilled: nothing personal. */
export const INCLUDED_DATA = ['PROCEEDS', 'FULFILLMENT'];

const { headers = {}, timeoutMs = {}, maxThrottleWaitMs = {} } = requestSettings;
const store = (description: string): JsonSchema => ({
  ...text(description),
  pattern: '^[A-Z0-9]+$',
});

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['region', 'sellerId', 'marketplaceId', 'clientId', 'clientSecret', 'refreshToken'],
  properties: {
    region: {
      enum: ['eu', 'na', 'fe'],
      description:
        'Region of the seller account: eu (Europe, Middle East, India), na (North and South America) or fe (Japan, Australia, Singapore).',
    },
    sellerId: text('Merchant token of the account (Seller Central > Account Info).'),
    marketplaceId: store(
      'Store that is written to and read, for example A1PA6795UKMFR9 for amazon.de; streams and lanes can name others.',
    ),
    clientId: text('Client identifier of the app, from its LWA credentials.'),
    clientSecret: secret('Client secret of the app.'),
    refreshToken: secret(
      'Refresh token that the seller’s authorization of the app gave (Atzr|...).',
    ),
    url: {
      ...text(
        'Address of the API; default: the one of the region. That of the sandbox begins with https://sandbox.sellingpartnerapi-.',
      ),
      pattern: WEB_ADDRESS,
    },
    tokenUrl: {
      ...text('Token endpoint of Login with Amazon.'),
      pattern: WEB_ADDRESS,
      default: 'https://api.amazon.com/auth/o2/token',
    },
    ...{ headers, timeoutMs, maxThrottleWaitMs },
  },
};

const list = (items: JsonSchema, description: string, most = 50): JsonSchema => ({
  ...{ type: 'array', minItems: 1, maxItems: most, uniqueItems: true, items, description },
});

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  marketplaceIds: list(
    store('Id of a store.'),
    'Stores whose orders are read; default: that of the connector.',
  ),
  includedData: {
    ...list(
      {
        enum: [
          ...['BUYER', 'RECIPIENT', 'PROCEEDS', 'EXPENSE', 'PROMOTION', 'CANCELLATION'],
          ...['FULFILLMENT', 'PACKAGES', 'TAX', 'PAYMENT', 'FULFILLMENT_ORDERS'],
        ],
      },
      'Parts of an order to read besides the basic ones. BUYER and RECIPIENT are personal: the app needs the roles for them, and the stream lists their fields under `personal`.',
    ),
    default: INCLUDED_DATA,
  },
  fulfillmentStatuses: list(
    {
      enum: [
        ...['PENDING_AVAILABILITY', 'PENDING', 'UNSHIPPED', 'PARTIALLY_SHIPPED'],
        ...['SHIPPED', 'CANCELLED', 'UNFULFILLABLE'],
      ],
    },
    'Only orders in one of these states are read; default: all. What an order becomes in another state is not noticed.',
  ),
  fulfilledBy: {
    enum: ['MERCHANT', 'AMAZON'],
    description: 'Only orders that are fulfilled by the merchant or by Amazon; default: both.',
  },
  since: {
    type: 'string',
    format: 'date-time',
    description:
      'Orders that were last changed before are not read, for example 2026-01-31T00:00:00Z; default: two years before the first run, since Amazon tells no older ones. Amazon allows about 100 orders in three minutes, after the first 2,000.',
  },
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  marketplaceId: store('Store whose listings are written; default: that of the connector.'),
  productType: {
    ...text(
      'Product type of listings whose document has no `productType`. PRODUCT is enough for prices and quantities.',
    ),
    default: 'PRODUCT',
  },
  method: {
    enum: ['patch', 'put'],
    default: 'patch',
    description:
      'patch changes what the document names in a listing that exists. put creates the listing, or replaces it as a whole: what the document does not name is removed.',
  },
  requirements: {
    enum: ['LISTING', 'LISTING_PRODUCT_ONLY', 'LISTING_OFFER_ONLY'],
    default: 'LISTING',
    description:
      'What the documents of `method: put` describe: product and offer, the product only, or only an offer for a product that Amazon has already.',
  },
  currency: {
    type: 'string',
    pattern: '^[A-Z]{3}$',
    description: 'Currency of the field `price`, for example EUR; required where it is mapped.',
  },
};
