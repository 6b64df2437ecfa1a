import type { JsonObject, JsonSchema } from '../../connector-api/index.ts';
import { WEB_ADDRESS } from '../../connector-api/index.ts';
import { secret, text, variant } from '../common/schemas.ts';
import type { HttpSettings } from '../http/spec.ts';
import { requestSettings } from '../http/spec.ts';

/** Credentials of a connection (Connect > Connection settings). */
export interface ConnectionAuth {
  readonly kind: 'connection';
  readonly clientId: string;
  readonly clientSecret: string;
  readonly user: string;
  readonly password: string;
}

export type AkeneoSettings = Omit<HttpSettings, 'auth'> & {
  readonly auth: ConnectionAuth | { readonly kind: 'token'; readonly token: string };
  readonly identifier: string;
  readonly timeZone: string;
};

export type AkeneoSourceOptions = {
  readonly search?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly scope?: string;
  readonly locales?: readonly string[];
  readonly attributes?: readonly string[];
  readonly with?: readonly string[];
};

export type AkeneoTargetOptions = {
  readonly batchSize?: number;
  readonly deletes?: 'disable' | 'delete';
};

/** The most things that a PIM returns per page, and takes per write. */
export const MAX_ITEMS = 100;

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'auth'],
  properties: {
    url: {
      ...text('Address of the PIM, without /api, for example https://example.cloud.akeneo.com.'),
      pattern: WEB_ADDRESS,
    },
    auth: {
      type: 'object',
      description:
        'How the hub authenticates: with the credentials of a connection (Connect > Connection settings), for which it fetches tokens, or with the token of an app.',
      oneOf: [
        variant('connection', {
          clientId: text('Client ID of the connection.'),
          clientSecret: secret('Its secret.'),
          user: text('Its user name.'),
          password: secret('Its password.'),
        }),
        variant('token', { token: secret('Token, sent as Authorization: Bearer.') }),
      ],
    },
    identifier: {
      ...text(
        'Code of the attribute that is the main identifier of products. Records have its value in the field `identifier`, too, and a mapped document may.',
      ),
      default: 'sku',
    },
    timeZone: {
      ...text(
        'Time zone of the server, in which it takes times of change, for example Europe/Berlin; that of the SaaS is UTC.',
      ),
      default: 'UTC',
    },
    ...requestSettings,
    timeoutMs: {
      ...requestSettings.timeoutMs,
      // A hundred products with many values take their time.
      default: 120_000,
    },
  },
};

const someCodes = (description: string): JsonSchema => ({
  type: 'array',
  minItems: 1,
  items: { type: 'string', minLength: 1 },
  description,
});

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  search: {
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'object' } },
    description:
      'Conditions that every product must meet, in the form of the API, for example { enabled: [{ operator: "=", value: true }] }. What no longer meets them is not reported.',
  },
  scope: text('Channel whose values are read; default: all.'),
  locales: someCodes(
    'Locales whose values are read; default: all. With one locale and a `scope` each attribute has one value: values.name[0].data.',
  ),
  attributes: someCodes('Codes of the attributes to read; default: all.'),
  with: {
    type: 'array',
    uniqueItems: true,
    items: { enum: ['attribute_options', 'completenesses', 'quality_scores'] },
    description:
      'What is read along with each product: labels of options (linked_data), completenesses, quality scores.',
  },
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  batchSize: {
    type: 'integer',
    minimum: 1,
    maximum: MAX_ITEMS,
    default: MAX_ITEMS,
    description: 'Things per request. Each has its own outcome.',
  },
  deletes: {
    enum: ['disable', 'delete'],
    description:
      'What becomes of a product whose record was deleted: it is disabled (default), and enabled again only by a mapped `enabled`; or deleted with all that was entered in the PIM. A product model, whose variants are deleted with it, and a family need `delete`; other entities cannot be deleted.',
  },
};
