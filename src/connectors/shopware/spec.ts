import type { JsonObject, JsonSchema } from '../../connector-api/index.ts';
import { WEB_ADDRESS } from '../../connector-api/index.ts';
import { secret, text } from '../common/schemas.ts';
import type { HttpSettings } from '../http/spec.ts';
import { requestSettings } from '../http/spec.ts';

export type ShopwareSettings = Omit<HttpSettings, 'auth'> & {
  readonly clientId: string;
  readonly clientSecret: string;
};

export type ShopwareSourceOptions = {
  readonly filter?: readonly JsonObject[];
  readonly associations?: JsonObject;
};

export type ShopwareTargetOptions = {
  readonly batchSize?: number;
  readonly indexing?: 'now' | 'queue' | 'none';
  readonly transition?: string;
  readonly associations?: JsonObject;
};

/** The most entities that a shop returns per page (`shopware.api.max_limit`), and a sensible maximum for a write. */
export const MAX_ENTITIES = 500;

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'clientId', 'clientSecret'],
  properties: {
    url: {
      ...text('Address of the shop, without /api, for example https://shop.example.'),
      pattern: WEB_ADDRESS,
    },
    clientId: text('Access key ID of an integration (Settings > System > Integrations).'),
    clientSecret: secret('Secret access key of that integration.'),
    ...requestSettings,
  },
};

const associations: JsonSchema = {
  type: 'object',
  additionalProperties: { type: 'object' },
};

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  filter: {
    type: 'array',
    items: { type: 'object' },
    description:
      'Criteria that every entity must meet, in the form of the Admin API, for example [{ type: equals, field: active, value: true }].',
  },
  associations: {
    ...associations,
    description:
      'Associations to read along with each entity, for example { lineItems: {}, deliveries: {} }.',
  },
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  batchSize: {
    type: 'integer',
    minimum: 1,
    maximum: MAX_ENTITIES,
    default: 100,
    description: 'Entities per request. The shop writes a request as a whole or not at all.',
  },
  indexing: {
    enum: ['now', 'queue', 'none'],
    default: 'now',
    description:
      'When the shop updates its indexes: within the request, by its message queue (faster; the change is visible later), or not at all.',
  },
  transition: text(
    'Field of the mapped document that names a transition (ship, process, paid, ...), for the entities order, order_delivery and order_transaction. It is made after the other fields are written; one whose state is reached already counts as made.',
  ),
  associations: {
    ...associations,
    description:
      'Associations that the mapped documents write, for example { visibilities: {} }, so that `stellwerk verify` and `twoWay` can compare them.',
  },
};
