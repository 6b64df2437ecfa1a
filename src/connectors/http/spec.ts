import type { JsonSchema } from '../../connector-api/index.ts';
import { WEB_ADDRESS } from '../../connector-api/index.ts';
import { secret, text, variant } from '../common/schemas.ts';

export type HttpAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'basic'; readonly user: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'apiKey'; readonly header: string; readonly key: string }
  | {
      readonly kind: 'oauth2';
      readonly tokenUrl: string;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope?: string;
      readonly credentials?: 'header' | 'body';
    };

export type HttpSettings = {
  readonly url: string;
  readonly auth: HttpAuth;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly maxConcurrency: number;
  readonly requestsPerSecond?: number;
  readonly maxThrottleWaitMs: number;
};

/** Settings for every request of a connector that speaks HTTP. */
export const requestSettings: Readonly<Record<string, JsonSchema>> = {
  headers: {
    type: 'object',
    additionalProperties: { type: 'string', 'x-secret': true },
    default: {},
    description: 'Additional headers for every request; their values are never shown.',
  },
  timeoutMs: {
    type: 'integer',
    minimum: 100,
    default: 30_000,
    description: 'A request that takes longer, in milliseconds, counts as unavailable.',
  },
  maxConcurrency: {
    type: 'integer',
    minimum: 1,
    maximum: 256,
    default: 4,
    description:
      'Maximum number of requests in flight, across all streams and lanes of this connector. Lowered for a while when the system throttles.',
  },
  requestsPerSecond: {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 10_000,
    description:
      'Maximum number of requests begun per second, across all streams and lanes, for example 1.6 for 100 a minute. After a quiet period one second’s worth may begin at once. Halved when the system throttles and restored within about ten seconds of work; default: no limit except maxConcurrency and what the system says.',
  },
  maxThrottleWaitMs: {
    type: 'integer',
    minimum: 0,
    maximum: 300_000,
    default: 30_000,
    description:
      'A request answered with 429 is sent again after the pause that the system asks for, up to this many milliseconds after the first such answer. When the pause is longer, the lane or stream waits instead.',
  },
};

/** The forms of `auth`. */
export const authForms: readonly JsonSchema[] = [
  variant('none', {}),
  variant('basic', { user: text('User name.'), password: secret('Password.') }),
  variant('bearer', { token: secret('Token, sent as Authorization: Bearer.') }),
  variant('apiKey', {
    header: text('Header that carries the key.'),
    key: secret('The key.'),
  }),
  variant(
    'oauth2',
    {
      tokenUrl: text('Token endpoint (RFC 6749, 4.4).'),
      clientId: text('Client id.'),
      clientSecret: secret('Client secret.'),
      scope: text('Scopes, separated by spaces.'),
      credentials: {
        enum: ['header', 'body'],
        default: 'header',
        description:
          'Where the token request carries id and secret: in the header (Basic), or in the body for systems that do not look there (RFC 6749, 2.3.1).',
      },
    },
    ['scope', 'credentials'],
  ),
];

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: {
      ...text('Base address, without user and password (see `auth`); paths are appended to it.'),
      pattern: WEB_ADDRESS,
    },
    auth: {
      type: 'object',
      default: { kind: 'none' },
      description:
        'How the hub authenticates: none, basic, bearer, apiKey or oauth2 (client credentials).',
      oneOf: authForms,
    },
    ...requestSettings,
  },
};

export interface RequestTemplate {
  readonly method: string;
  readonly path: string;
}

export type HttpTargetOptions = {
  readonly create?: RequestTemplate;
  readonly update?: RequestTemplate;
  readonly delete?: RequestTemplate;
  readonly idField?: string;
  readonly batch?: BatchOptions;
  readonly lookup?: Search;
  readonly reference?: Search;
  readonly get?: ReadRequest;
};

/** A request that reads one thing, and where the thing is in its answer. */
export type ReadRequest = {
  readonly path: string;
  readonly item?: string;
  readonly etag?: string;
};

/** Value of `etag` that selects the ETag header of the answer. */
export const ETAG_HEADER = 'header';

export type BatchOptions = {
  readonly method: string;
  readonly path: string;
  readonly size: number;
  readonly items?: string;
  readonly results?: string;
  readonly idField: string;
  readonly statusField: string;
  readonly errorField: string;
};

/** A request that finds records, and where their ids are in its answer. */
export type Search = { readonly path: string; readonly items?: string; readonly idField: string };

const request = (description: string, method: string): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: ['path'],
  description: `${description} {externalId}, {key} and {masterKey} in the path are replaced.`,
  properties: {
    method: { enum: ['POST', 'PUT', 'PATCH', 'DELETE'], default: method },
    path: text('Path below the base address.'),
  },
});

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  create: request(
    'Request for a thing without an id in the target; default POST /<entity>.',
    'POST',
  ),
  update: request('Request for a thing that has one; default PUT /<entity>/{externalId}.', 'PUT'),
  delete: request('Request for a deleted thing; default DELETE /<entity>/{externalId}.', 'DELETE'),
  idField: text('Where the id is in the answer to a create; default: the id is the key.'),
  batch: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description:
      'One request for many records. The answer must contain each record’s outcome. A batch that is refused as a whole, or answered with 409, 413 or (even when sent again twice) 500, is halved until the faulty record is alone: about 2·log2(size) requests for each. So a batch must be atomic or upsert by key.',
    properties: {
      method: { enum: ['POST', 'PUT', 'PATCH'], default: 'POST' },
      path: text('Path below the base address.'),
      size: {
        type: 'integer',
        minimum: 1,
        maximum: 1000,
        default: 200,
        description: 'Records per request.',
      },
      items: text('Name of the list in the body; default: the body is the list.'),
      results: text(
        'Where the answer lists the outcomes, in the order of the records; default: the answer itself.',
      ),
      idField: { ...text('Field of an outcome with the id.'), default: 'id' },
      statusField: {
        ...text('Field of an outcome with its HTTP status; absent means success.'),
        default: 'status',
      },
      errorField: { ...text('Field of an outcome with the reason.'), default: 'error' },
    },
  },
  lookup: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description: 'Request that finds records by business key, for lanes with `match`.',
    properties: {
      path: text(
        'Path in which {field} and {value} are replaced, for example /products?{field}={value}.',
      ),
      items: text('Where the list is in the answer; default: the answer itself.'),
      idField: { ...text('Field with the id.'), default: 'id' },
    },
  },
  get: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description:
      'Request that reads one thing, for `twoWay`, `stellwerk verify` and `plan --against target`. 404 and 410 mean that it does not exist.',
    properties: {
      path: text(
        'Path in which {externalId}, {key} and {masterKey} are replaced, for example /products/{externalId}.',
      ),
      item: text('Where the thing is in the answer, for example data; default: the answer itself.'),
      etag: text(
        `Where the thing’s ETag is in the answer: ${ETAG_HEADER} for the header of that name, or a field of the thing, for example @odata.etag. A two-way flow then writes with If-Match, so that an edit made in between is detected (412) and not lost; default: it writes without.`,
      ),
    },
  },
  reference: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description:
      'Request that finds what an earlier attempt created, sent only before a repeated create: a single hit counts as created, and is updated if another version may have been sent then; several fail the record, none creates it. Not needed when the system recognises the Idempotency-Key.',
    properties: {
      path: text(
        'Path in which {key}, {masterKey} and {idempotencyKey} are replaced, for example /orders?externalReference={key}. An empty list means that nothing was created.',
      ),
      items: text('Where the list is in the answer; default: the answer itself.'),
      idField: { ...text('Field with the id.'), default: 'id' },
    },
  },
};
