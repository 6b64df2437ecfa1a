import type { JsonSchema } from '../../domain/index.ts';
import { signatureForms } from '../../web/index.ts';
import { NAME_PATTERN, text } from './schema-words.ts';

const someTexts = (description: string): JsonSchema => ({
  type: 'array',
  minItems: 1,
  items: { type: 'string', minLength: 1 },
  description,
});
const place = (description: string): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  description: `${description} A \`header\`, or a \`field\` of the body, dotted.`,
  properties: { header: text('Name of a header.'), field: text('Path of a field.') },
});
const secret: JsonSchema = { type: 'string', minLength: 8, 'x-secret': true };

/** The key `webhooks` of a connector. */
export const webhooksSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['signature'],
  description:
    'What the system sends by itself, to /webhooks/<connector>, for streams with `from.webhook`.',
  properties: {
    signature: {
      type: 'object',
      additionalProperties: false,
      required: ['form', 'secret'],
      description: 'How the sender proves who it is.',
      properties: {
        form: {
          enum: Object.keys(signatureForms),
          description:
            'standard (Standard Webhooks), shopify, shopware, hmac (any HMAC of the body), or token (the header holds the secret itself).',
        },
        secret: {
          anyOf: [secret, { type: 'array', minItems: 1, items: secret }],
          description: 'The shared secret; a list while it is being changed.',
          'x-secret': true,
        },
        header: text(
          'Header that carries the signature; default by the form, for hmac x-signature.',
        ),
        encoding: {
          enum: ['hex', 'base64'],
          description: 'Of the signature; default hex for hmac.',
        },
        algorithm: { enum: ['sha1', 'sha256', 'sha512'], description: 'Default sha256.' },
        prefix: text('What stands before the signature, as sha256=.'),
        signed: {
          enum: ['body', 'timestamp.body'],
          description: 'What was signed; default body.',
        },
        id: place('Where the id of a delivery is, by which it is stored once.'),
        timestamp: place('Where the moment is: ISO 8601, or seconds or milliseconds since 1970.'),
        topic: place('Where it is said what has happened.'),
        tolerance: text(
          'Deliveries that are older, or newer, are refused; default 5m for standard, and for hmac with `timestamp`; else any age is taken.',
        ),
      },
    },
    allow: someTexts('Networks that may send, as 10.0.0.0/8; default: all.'),
    maxBytes: text('Size of a delivery at most; default 1MiB.'),
    perMinute: {
      type: 'integer',
      minimum: 1,
      description: 'Deliveries a minute from one address; default: no limit but the hub’s own.',
    },
  },
};

/** The key `webhook` of a stream's `from`. */
export const feedSchema: JsonSchema = {
  type: ['object', 'boolean'],
  additionalProperties: false,
  description:
    'Which webhooks of the connector concern the stream; `true`: all, the body is the record.',
  properties: {
    name: {
      type: 'string',
      pattern: NAME_PATTERN,
      description: 'Gives the stream an address of its own: /webhooks/<connector>/<name>.',
    },
    topics: someTexts('Topics that concern it; default: all.'),
    deletes: someTexts('Topics that say that a thing is gone.'),
    record: text('Where the record is in the body, or a list of records; default: the body.'),
    hint: text(
      'Where, in the record, the key is of a thing that has changed; it is then fetched. `.` when the record is the key.',
    ),
  },
};
