import type { JsonSchema } from '../../connector-api/index.ts';
import { messageOptions } from '../common/message.ts';
import type { MessageOptions } from '../common/message.ts';
import type { HttpSettings } from '../http/spec.ts';
import { requestSettings } from '../http/spec.ts';

/** Addresses that are no public ones and may be called all the same: none, all, or those in these networks (CIDR). */
export type AllowPrivate = boolean | readonly string[];

export type SigningSecret = {
  readonly secret: string;
  /** In force from then on; absent: ever since. */
  readonly from?: string;
  /** In force before then; absent: for ever. */
  readonly until?: string;
};

export type WebhookSettings = Omit<HttpSettings, 'auth'> & {
  readonly secrets: readonly SigningSecret[];
  readonly allowPrivate: AllowPrivate;
  readonly redirects: number;
};

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['url', 'secrets'],
  properties: {
    url: {
      type: 'string',
      pattern: '^https?://',
      description: 'Where the subscriber takes events. Every event is a POST to it.',
    },
    secrets: {
      type: 'array',
      minItems: 1,
      maxItems: 8,
      description:
        'Each event is signed with every secret that is in force (Standard Webhooks, HMAC-SHA256). To rotate: add the new one, wait until the subscriber knows it, remove the old one.',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['secret'],
        properties: {
          secret: {
            type: 'string',
            pattern: '^whsec_[A-Za-z0-9+/]{32,88}={0,2}$',
            'x-secret': true,
            description: '`whsec_` and 24 to 64 random bytes in base64.',
          },
          from: {
            type: 'string',
            format: 'date-time',
            description: 'Signs from then on; default: ever since.',
          },
          until: {
            type: 'string',
            format: 'date-time',
            description: 'Signs before then; default: for ever.',
          },
        },
      },
    },
    allowPrivate: {
      oneOf: [
        { type: 'boolean' },
        { type: 'array', minItems: 1, items: { type: 'string', pattern: '^[0-9A-Fa-f.:]+/\\d+$' } },
      ],
      default: false,
      description:
        'Addresses of private, loopback, link-local and other special networks are refused, whatever name leads there. true allows all, a list of networks (as 10.20.0.0/16) these.',
    },
    redirects: {
      type: 'integer',
      minimum: 0,
      maximum: 5,
      default: 0,
      description:
        'Redirects (307, 308) followed one after another; each address is checked. Your own headers go to the first origin only.',
    },
    ...requestSettings,
  },
};

/** Content types by format. */
export const contentTypes = {
  document: 'application/json',
  cloudevents: 'application/cloudevents+json',
  'cloudevents-batch': 'application/cloudevents-batch+json',
} as const;

export type WebhookTargetOptions = Omit<MessageOptions, 'format'> & {
  readonly format?: 'document' | 'cloudevents' | 'cloudevents-batch';
  readonly batchSize?: number;
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  format: {
    enum: ['document', 'cloudevents', 'cloudevents-batch'],
    default: 'document',
    description:
      'The body: the mapped document (a deletion is told by the header `stellwerk-operation: delete`), a CloudEvents 1.0 envelope around it, or a JSON array of envelopes.',
  },
  ...messageOptions,
  batchSize: {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 100,
    description:
      'Events in one request at most, for cloudevents-batch. One that is refused is halved until the event at fault stands alone; one answered 500 is sent again, twice, before.',
  },
};
