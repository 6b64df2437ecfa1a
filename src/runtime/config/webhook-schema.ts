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
    'Webhooks that the system sends to /webhooks/<connector>, for streams with `from.webhook`.',
  properties: {
    signature: {
      type: 'object',
      additionalProperties: false,
      required: ['form', 'secret'],
      description: 'How the sender authenticates.',
      properties: {
        form: {
          enum: Object.keys(signatureForms),
          description:
            'standard (Standard Webhooks), shopify, shopware, hmac (any HMAC of the body), or token (the header contains the secret itself).',
        },
        secret: {
          anyOf: [secret, { type: 'array', minItems: 1, items: secret }],
          description: 'The shared secret; a list of secrets during a change.',
          'x-secret': true,
        },
        header: text(
          'Header with the signature; the default depends on the form, for hmac x-signature.',
        ),
        encoding: {
          enum: ['hex', 'base64'],
          description: 'Encoding of the signature; default hex for hmac.',
        },
        algorithm: {
          enum: ['sha1', 'sha256', 'sha512'],
          description: 'Hash algorithm; default sha256.',
        },
        prefix: text('Text before the signature, such as sha256=.'),
        signed: {
          enum: ['body', 'timestamp.body'],
          description: 'What is signed; default body.',
        },
        id: place('Where the id of a delivery is; deliveries with the same id are stored once.'),
        timestamp: place(
          'Where the timestamp is: ISO 8601, or seconds or milliseconds since 1970.',
        ),
        topic: place('Where the topic is, which says what has happened.'),
        tolerance: text(
          'Deliveries that are further in the past or future are refused; default 5m for standard, and for hmac with `timestamp`; otherwise any age is accepted.',
        ),
      },
    },
    allow: someTexts('Networks that may send, such as 10.0.0.0/8; default: all.'),
    maxBytes: text('Maximum size of a delivery; default 1MiB.'),
    perMinute: {
      type: 'integer',
      minimum: 1,
      description: 'Deliveries per minute from one address; default: only the hub’s own limit.',
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
      description: 'Gives the stream its own address: /webhooks/<connector>/<name>.',
    },
    topics: someTexts('Topics that concern it; default: all.'),
    deletes: someTexts('Topics that mean that a record was deleted.'),
    record: text('Path of the record, or of a list of records, in the body; default: the body.'),
    hint: text(
      'Path, in the record, of the key of a record that has changed; the hub then fetches it. `.` when the record is the key itself.',
    ),
  },
};
