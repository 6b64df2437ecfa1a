import type { JsonSchema } from '../../connector-api/index.ts';
import { WEB_ADDRESS } from '../../connector-api/index.ts';
import { secret, text, variant } from '../common/schemas.ts';
import type { HttpSettings } from '../http/spec.ts';
import { requestSettings } from '../http/spec.ts';

export type ShopifyAuth =
  | { readonly kind: 'app'; readonly clientId: string; readonly clientSecret: string }
  | { readonly kind: 'token'; readonly token: string };

export type ShopifySettings = Omit<HttpSettings, 'auth'> & {
  readonly auth: ShopifyAuth;
  readonly apiVersion: string;
};

export type ShopifySourceOptions = {
  readonly fields?: string;
  readonly lists?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly location?: string;
};

export type ShopifyTargetOptions = {
  readonly customId?: string;
  readonly location?: string;
  readonly quantity?: 'available' | 'on_hand';
};

const location = (what: string): JsonSchema => ({
  ...text(`${what}, for example gid://shopify/Location/655441491.`),
  pattern: '^gid://shopify/Location/\\d+$',
});

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'auth'],
  properties: {
    url: {
      ...text('Address of the shop, without /admin, for example https://NAME.myshopify.com.'),
      pattern: WEB_ADDRESS,
    },
    auth: {
      type: 'object',
      description:
        'How the hub authenticates: app (an app of your own organization, by its client credentials) or token (an access token that does not expire, as the custom apps of a shop’s admin have it).',
      oneOf: [
        variant('app', {
          clientId: text('Client ID of the app (Dev Dashboard > Apps > Settings).'),
          clientSecret: secret('Its client secret.'),
        }),
        variant('token', { token: secret('The Admin API access token.') }),
      ],
    },
    apiVersion: {
      type: 'string',
      pattern: '^\\d{4}-(01|04|07|10)$',
      default: '2026-10',
      description:
        'Version of the Admin API, 2026-04 or newer. Shopify serves each for a year, then the oldest that it still supports.',
    },
    ...requestSettings,
  },
};

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  fields: text(
    'Fields to read, as a GraphQL selection, for example "name note customer { id }"; default: the usual ones of the entity. `id`, `updatedAt` and the fields of `from` are read in any case.',
  ),
  lists: {
    type: 'object',
    additionalProperties: { type: 'string', minLength: 1 },
    description:
      'Lists (connections) to read to their end, with the fields of their entries, for example { lineItems: "id sku quantity" }. They become lists in the record. Default: lineItems of orders, variants of products.',
  },
  query: text(
    'Search that every entry must meet, in Shopify’s search syntax, for example "financial_status:paid".',
  ),
  location: location('Location whose levels are read; required for the entity inventoryLevels'),
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  customId: {
    ...text(
      'Metafield that holds the record’s key, for the entity products: namespace and key of a definition of type `id`, for example custom.erp_id. Products are created and found by it; without it by their `handle`.',
    ),
    pattern: '^[^.]+\\.[^.]+$',
  },
  location: location('Location of the quantities; required for the entity inventory'),
  quantity: {
    enum: ['available', 'on_hand'],
    default: 'available',
    description: 'Which quantity is set, for the entity inventory.',
  },
};
