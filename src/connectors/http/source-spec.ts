import type { JsonSchema } from '../../connector-api/index.ts';
import { text, variant } from '../common/schemas.ts';

export type Paging =
  | { readonly kind: 'none' }
  | { readonly kind: 'cursor'; readonly param: string; readonly next: string }
  | {
      readonly kind: 'page';
      readonly param: string;
      readonly start: number;
      readonly sizeParam?: string;
    }
  | { readonly kind: 'link'; readonly field?: string };

export type HttpSourceOptions = {
  readonly path?: string;
  readonly items?: string;
  readonly paging?: Paging;
  readonly since?: Since;
  readonly get?: { readonly path: string; readonly item?: string };
};

/** How a system is asked for what has changed. */
export type Since = {
  /** A parameter whose value is the time, or parameters with texts in which {since} is replaced. */
  readonly param: string | Readonly<Record<string, string>>;
  readonly format: 'iso' | 'dateTime' | 'epochMs' | 'epochSeconds' | 'version';
};

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  path: text('Path of the list; default: / and the entity.'),
  items: text(
    'Where the list is in the answer, for example data.items; default: the answer itself.',
  ),
  paging: {
    type: 'object',
    default: { kind: 'none' },
    description: 'How further pages are requested.',
    oneOf: [
      variant('none', {}),
      variant('cursor', {
        param: text('Query parameter for the cursor.'),
        next: text('Where the next cursor is in the answer; absent, null or empty ends the list.'),
      }),
      variant(
        'page',
        {
          param: text(
            'Query parameter for the page number; an empty page ends the list. Each page is read again after the next one, since rows move to it when earlier ones leave the list.',
          ),
          start: { type: 'integer', default: 1, description: 'Number of the first page.' },
          sizeParam: text('Query parameter for the page size.'),
        },
        ['start', 'sizeParam'],
      ),
      variant(
        'link',
        {
          field: text(
            'Where the address of the next page is in the answer, for example _links.next.href or @odata.nextLink; absent or null ends the list. Default: the Link header.',
          ),
        },
        ['field'],
      ),
    ],
  },
  since: {
    type: 'object',
    additionalProperties: false,
    required: ['param'],
    description:
      'Query parameter with which the system returns only what changed since then. Not sent by the first run.',
    properties: {
      param: {
        anyOf: [
          { type: 'string', minLength: 1 },
          {
            type: 'object',
            minProperties: 1,
            additionalProperties: { type: 'string', pattern: '\\{since\\}' },
          },
        ],
        description:
          'Its name; or names and texts in which {since} is replaced, for example { $filter: "lastModifiedDateTime ge {since}" }.',
      },
      format: {
        enum: ['iso', 'dateTime', 'epochMs', 'epochSeconds', 'version'],
        default: 'iso',
        description:
          'How the time is written: ISO 8601, `2026-01-31 10:00:00` in UTC (dateTime), milliseconds or seconds since 1970, or the version as it is (timestamps: microseconds since 1970).',
      },
    },
  },
  get: {
    type: 'object',
    additionalProperties: false,
    required: ['path'],
    description: 'How to read a single thing, for webhooks that only say that it has changed.',
    properties: {
      path: text('Path with {key}; 404 and 410 mean that there is no such thing.'),
      item: text('Where the thing is in the answer; default: the answer itself.'),
    },
  },
};
