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
      description: 'Servers of one cluster, as nats://host:4222, without credentials.',
    },
    auth: {
      type: 'object',
      default: { kind: 'none' },
      description: 'How the hub shows who it is: none, password, token, nkey or credentials.',
      oneOf: [
        variant('none', {}),
        variant('password', { user: text('User name.'), password: secret('Password.') }),
        variant('token', { token: secret('Token.') }),
        variant('nkey', { seed: secret('Seed of an NKey, beginning with SU.') }),
        variant('credentials', {
          credentials: secret('Content of a .creds file, as ${file:/run/secrets/hub.creds}.'),
        }),
      ],
    },
    tls: {
      type: 'object',
      additionalProperties: false,
      description: 'Demands TLS; {} trusts the authorities of the machine.',
      properties: {
        ca: text('PEM file of the authorities to trust.'),
        cert: text('PEM file of the hub’s certificate.'),
        key: text('PEM file of its key.'),
        handshakeFirst: {
          type: 'boolean',
          default: false,
          description: 'TLS before the first word, as the server demands by handshake_first.',
        },
      },
    },
    inboxPrefix: text('Prefix of the subjects for answers, where the account allows no _INBOX.'),
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
      description: 'Messages of one lane published at once and not acknowledged yet.',
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
  subject: text('Only messages of this subject, wildcards allowed; default: all of the stream.'),
  fields: text(
    'Fields taken out of the subject into the document, as orders.{shop}.{id}; the last takes all that is left.',
  ),
  create: {
    type: 'object',
    additionalProperties: false,
    required: ['subjects'],
    description:
      'Lets the hub make the stream where there is none, so that plain subjects are kept until they are read. Never changes one that is there.',
    properties: {
      subjects: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 1 },
        description: 'What the stream keeps.',
      },
      maxAgeMs: {
        type: 'integer',
        minimum: 60_000,
        default: 604_800_000,
        description: 'Messages older than this, in milliseconds, go, read or not; default 7 days.',
      },
      maxBytes: {
        type: 'integer',
        minimum: 1,
        description: 'Size at most; then the oldest go. Default: what the account may hold.',
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
      'Where records are published; {entity}, {key}, {masterKey} and {operation} (upsert, delete) are filled in.',
    ),
    default: DEFAULT_SUBJECT,
  },
  stream: {
    oneOf: [{ type: 'string', minLength: 1 }, { const: false }],
    description:
      'The stream that has to acknowledge; default: whichever keeps the subject. false publishes to whoever listens just then, at most once.',
  },
  format: {
    enum: ['document', 'cloudevents'],
    default: 'document',
    description:
      'The payload: the mapped document (what happened stands in the headers), or a CloudEvents 1.0 envelope around it.',
  },
  ...messageOptions,
};
