import type { JsonSchema } from '../../connector-api/index.ts';
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

/** What goes for every request of a connector that speaks HTTP. */
export const requestSettings: Readonly<Record<string, JsonSchema>> = {
  headers: {
    type: 'object',
    additionalProperties: { type: 'string', 'x-secret': true },
    default: {},
    description: 'Further headers of every request; their values are never shown.',
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
      'Requests under way at once, over all streams and lanes of this connector. Fewer for a while when the system throttles.',
  },
  requestsPerSecond: {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: 10_000,
    description:
      'Requests begun per second at most, over all streams and lanes, as 1.6 for 100 a minute. After a quiet time one second’s worth may begin at once. Halved when the system throttles and won back within about ten seconds of work; default: no limit but maxConcurrency and what the system says.',
  },
  maxThrottleWaitMs: {
    type: 'integer',
    minimum: 0,
    maximum: 300_000,
    default: 30_000,
    description:
      'A request answered 429 is sent again after the pause that the system wants, up to so many milliseconds after the first such answer. When the pause is longer, the lane or stream waits instead.',
  },
};

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url'],
  properties: {
    url: { ...text('Base address; paths are appended to it.'), pattern: '^https?://' },
    auth: {
      type: 'object',
      default: { kind: 'none' },
      description:
        'How the hub shows who it is: none, basic, bearer, apiKey or oauth2 (client credentials).',
      oneOf: [
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
          },
          ['scope'],
        ),
      ],
    },
    ...requestSettings,
  },
};

export type Paging =
  | { readonly kind: 'none' }
  | { readonly kind: 'cursor'; readonly param: string; readonly next: string }
  | {
      readonly kind: 'page';
      readonly param: string;
      readonly start: number;
      readonly sizeParam?: string;
    }
  | { readonly kind: 'link' };

export type HttpSourceOptions = {
  readonly path?: string;
  readonly items?: string;
  readonly paging?: Paging;
  readonly since?: {
    readonly param: string;
    readonly format: 'iso' | 'epochMs' | 'epochSeconds' | 'version';
  };
  readonly get?: { readonly path: string; readonly item?: string };
};

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  path: text('Path of the list; default: / and the entity.'),
  items: text('Where the list is in the answer, as data.items; default: the answer itself.'),
  paging: {
    type: 'object',
    default: { kind: 'none' },
    description: 'How further pages are asked for.',
    oneOf: [
      variant('none', {}),
      variant('cursor', {
        param: text('Query parameter for the cursor.'),
        next: text('Where the next cursor is in the answer; absent or null ends the list.'),
      }),
      variant(
        'page',
        {
          param: text('Query parameter for the page number; an empty page ends the list.'),
          start: { type: 'integer', default: 1, description: 'Number of the first page.' },
          sizeParam: text('Query parameter for the page size.'),
        },
        ['start', 'sizeParam'],
      ),
      variant('link', {}),
    ],
  },
  since: {
    type: 'object',
    additionalProperties: false,
    required: ['param'],
    description: 'Query parameter by which the system gives only what changed since then.',
    properties: {
      param: text('Its name.'),
      format: { enum: ['iso', 'epochMs', 'epochSeconds', 'version'], default: 'iso' },
    },
  },
  get: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description: 'How one thing is read, for webhooks that only hint at what has changed.',
    properties: {
      path: text('Path with {key}; 404 and 410 mean that there is no such thing.'),
      item: text('Where the thing is in the answer; default: the answer itself.'),
    },
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

/** A request that reads one thing, and where its answer tells it. */
export type ReadRequest = {
  readonly path: string;
  readonly item?: string;
  readonly etag?: string;
};

/** As `etag`: the answer's header of that name. */
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

/** A request that finds records, and where its answer tells their ids. */
export type Search = { readonly path: string; readonly items?: string; readonly idField: string };

const request = (description: string, method: string): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required: ['path'],
  description: `${description} In the path {externalId}, {key} and {masterKey} are filled in.`,
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
  idField: text('Where the answer to a create tells the id; default: the id is the key.'),
  batch: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description:
      'One request for many records. The answer must tell each record’s outcome. A batch that is refused as a whole, or answered 409, 413 or (also when sent again, twice) 500, is halved until the guilty record stands alone: about 2·log2(size) requests for each. So a batch must be applied as a whole or upsert by key.',
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
      path: text('Path with {field} and {value} filled in, as /products?{field}={value}.'),
      items: text('Where the list is in the answer; default: the answer itself.'),
      idField: { ...text('Field with the id.'), default: 'id' },
    },
  },
  get: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description:
      'Request that reads one thing, for `twoWay`, `stellwerk verify` and `plan --against target`. 404 and 410 mean that there is none.',
    properties: {
      path: text(
        'Path with {externalId}, {key} and {masterKey} filled in, as /products/{externalId}.',
      ),
      item: text('Where the thing is in the answer, as data; default: the answer itself.'),
      etag: text(
        `Where the answer tells the thing’s state: ${ETAG_HEADER} for its ETag, or a field of the thing, as @odata.etag. A two-way flow then writes with If-Match, so that an edit made in between is met (412) instead of lost; default: it writes without.`,
      ),
    },
  },
  reference: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description:
      'Request that finds what an earlier attempt created, asked only before a repeated create: one hit is taken as created, several fail the record, none creates it. Not needed where the system recognises the Idempotency-Key.',
    properties: {
      path: text(
        'Path with {key}, {masterKey} and {idempotencyKey} filled in, as /orders?externalReference={key}. An empty list means that there is none.',
      ),
      items: text('Where the list is in the answer; default: the answer itself.'),
      idField: { ...text('Field with the id.'), default: 'id' },
    },
  },
};
