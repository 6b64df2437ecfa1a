import type { JsonSchema } from '../../connector-api/index.ts';
import { messageOptions } from '../common/message.ts';
import type { MessageOptions } from '../common/message.ts';
import { secret, text, variant } from '../common/schemas.ts';
import { DEFAULT_SUBJECT } from './subject.ts';

export type NatsAuth =
  | { readonly kind: 'none' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'nkey'; readonly seed: string }
  | { readonly kind: 'credentials'; readonly credentials: string };

export type NatsTls = {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly handshakeFirst: boolean;
};

export type NatsSettings = {
  readonly servers: readonly string[];
  readonly auth: NatsAuth;
  readonly tls?: NatsTls;
  readonly inboxPrefix?: string;
  readonly timeoutMs: number;
  readonly maxInFlight: number;
};

export const settings: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['servers'],
  properties: {
    servers: {
      type: 'array',
      minItems: 1,
      items: { type: 'string', pattern: '^((nats|tls)://)?[^/@\\s]+$' },
      description: 'Servers of one cluster, for example nats://host:4222, without credentials.',
    },
    auth: {
      type: 'object',
      default: { kind: 'none' },
      description: 'How the hub authenticates: none, password, token, nkey or credentials.',
      oneOf: [
        variant('none', {}),
        variant('password', { user: text('User name.'), password: secret('Password.') }),
        variant('token', { token: secret('Token.') }),
        variant('nkey', { seed: secret('Seed of an NKey, beginning with SU.') }),
        variant('credentials', {
          credentials: secret(
            'Content of a .creds file, for example ${file:/run/secrets/hub.creds}.',
          ),
        }),
      ],
    },
    tls: {
      type: 'object',
      additionalProperties: false,
      description: 'Requires TLS; {} trusts the machine’s certificate authorities.',
      properties: {
        ca: text('PEM file of the certificate authorities to trust.'),
        cert: text('PEM file of the hub’s certificate.'),
        key: text('PEM file of the certificate’s private key.'),
        handshakeFirst: {
          type: 'boolean',
          default: false,
          description:
            'Starts TLS before any NATS message, as a server with handshake_first requires.',
        },
      },
    },
    inboxPrefix: text('Prefix of the subjects for answers, for accounts that may not use _INBOX.'),
    timeoutMs: {
      type: 'integer',
      minimum: 1000,
      default: 5_000,
      description: 'An answer that takes longer, in milliseconds, counts as unavailable.',
    },
    maxInFlight: {
      type: 'integer',
      minimum: 1,
      maximum: 4096,
      default: 256,
      description:
        'Maximum number of published messages of one lane that are not acknowledged yet.',
    },
  },
};

export type NatsSourceOptions = {
  readonly subject?: string;
  readonly fields?: string;
  readonly create?: CreateOptions;
};

export type CreateOptions = {
  readonly subjects: readonly string[];
  readonly maxAgeMs?: number;
  readonly maxBytes?: number;
};

export const sourceOptions: Readonly<Record<string, JsonSchema>> = {
  subject: text(
    'Only messages with this subject, wildcards allowed; default: all messages of the stream.',
  ),
  fields: text(
    'Fields copied from the subject into the document, for example orders.{shop}.{id}; the last one takes the rest of the subject.',
  ),
  create: {
    type: 'object',
    additionalProperties: false,
    required: ['subjects'],
    description:
      'Lets the hub create the stream when it does not exist, so that plain subjects are kept until they are read. Never changes an existing stream.',
    properties: {
      subjects: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 1 },
        description: 'Subjects that the stream keeps.',
      },
      maxAgeMs: {
        type: 'integer',
        minimum: 60_000,
        default: 604_800_000,
        description:
          'Messages older than this, in milliseconds, are removed whether read or not; default 7 days.',
      },
      maxBytes: {
        type: 'integer',
        minimum: 1,
        description:
          'Maximum size; beyond it the oldest messages are removed. Default: the limit of the account.',
      },
    },
  },
};

export type NatsTargetOptions = MessageOptions & {
  readonly subject?: string;
  readonly stream?: string | false;
};

export const targetOptions: Readonly<Record<string, JsonSchema>> = {
  subject: {
    ...text(
      'Where records are published; {entity}, {key}, {masterKey} and {operation} (upsert, delete) are replaced.',
    ),
    default: DEFAULT_SUBJECT,
  },
  stream: {
    oneOf: [{ type: 'string', minLength: 1 }, { const: false }],
    description:
      'The stream that must acknowledge; default: the one that keeps the subject. false publishes to current subscribers, at most once.',
  },
  format: {
    enum: ['document', 'cloudevents'],
    default: 'document',
    description:
      'The payload: the mapped document (the headers describe the change), or a CloudEvents 1.0 envelope around it.',
  },
  ...messageOptions,
};
