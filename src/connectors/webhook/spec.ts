import type { JsonSchema } from '../../connector-api/index.ts';
import { WEB_ADDRESS } from '../../connector-api/index.ts';
import { messageOptions } from '../common/message.ts';
import type { MessageOptions } from '../common/message.ts';
import type { HttpSettings } from '../http/spec.ts';
import { requestSettings } from '../http/spec.ts';

/** Non-public addresses that may be called: none, all, or those in these networks (CIDR). */
export type AllowPrivate = boolean | readonly string[];

export type SigningSecret = {
  readonly secret: string;
  /** Active from this time on; absent: no beginning. */
  readonly from?: string;
  /** Active before this time; absent: no end. */
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
      pattern: WEB_ADDRESS,
      description:
        'The subscriber’s address, without user and password. Every event is a POST to it.',
    },
    secrets: {
      type: 'array',
      minItems: 1,
      maxItems: 8,
      description:
        'Each event is signed with every active secret (Standard Webhooks, HMAC-SHA256). To rotate: add the new one, wait until the subscriber knows it, remove the old one.',
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
            description: 'Signs from this time on; default: no beginning.',
          },
          until: {
            type: 'string',
            format: 'date-time',
            description: 'Signs before this time; default: no end.',
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
        'Addresses of private, loopback, link-local and other special networks are refused, whichever name resolves to them. true allows all, a list of networks (for example 10.20.0.0/16) allows these.',
    },
    redirects: {
      type: 'integer',
      minimum: 0,
      maximum: 5,
      default: 0,
      description:
        'Maximum number of consecutive redirects (307, 308) followed; each address is checked. The configured headers go to the first origin only.',
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
      'The body: the mapped document (the header `stellwerk-operation: delete` marks a deletion), a CloudEvents 1.0 envelope around it, or a JSON array of envelopes.',
  },
  ...messageOptions,
  batchSize: {
    type: 'integer',
    minimum: 1,
    maximum: 1000,
    default: 100,
    description:
      'For cloudevents-batch: maximum number of events in one request. A refused batch is halved until the event at fault is alone; a batch answered with 500 is first sent again twice.',
  },
};
