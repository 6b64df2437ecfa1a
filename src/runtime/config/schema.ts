import type { ConnectorKind } from '../../connector-api/index.ts';
import type { JsonSchema } from '../../domain/index.ts';
import { accessSchema, tlsSchema } from './access-schema.ts';
import { circuitSchema } from './circuit-schema.ts';
import type { Properties } from './schema-words.ts';
import { text } from './schema-words.ts';
import { streamKeys } from './stream-schema.ts';
import { notificationsSchema } from './notifications-schema.ts';
import { telemetrySchema } from './telemetry-schema.ts';
import { webhooksSchema } from './webhook-schema.ts';

const listening = (what: string, more: Properties = {}): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties: {
    address: {
      type: 'string',
      pattern: '^([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\]):\\d{1,5}$',
      description: `Where ${what}; default 127.0.0.1:0, a free port. Other than loopback only with \`tls\` and \`access\`.`,
    },
    ...more,
  },
});

/** Schema of the whole file; `from`, `to` and connector settings are checked against their kinds afterwards. */
export const rootSchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['connectors', 'streams'],
  properties: {
    hub: {
      type: 'object',
      additionalProperties: false,
      properties: {
        namespace: {
          type: 'string',
          pattern: '^[a-z][a-z0-9_]{0,40}$',
          description: 'Prefix of all names in NATS and schema in PostgreSQL; default stellwerk.',
        },
        grpc: listening('the control API listens'),
        http: listening('webhooks, the push API and the pages are served', {
          publicUrl: text(
            'URL at which browsers find the pages, such as https://hub.example, possibly through a proxy. `hub.access.oauth.signIn` needs it.',
          ),
        }),
        audit: {
          type: 'object',
          additionalProperties: false,
          properties: {
            keep: text(
              'Age at which rows of the audit log are deleted, such as `365d`; default: never.',
            ),
          },
        },
        tls: tlsSchema,
        access: accessSchema,
        telemetry: telemetrySchema,
        notifications: notificationsSchema,
      },
    },
    connectors: {
      type: 'object',
      minProperties: 1,
      additionalProperties: {
        type: 'object',
        required: ['kind'],
        properties: { kind: text('A built-in kind, or the path of a module with your own kind.') },
      },
    },
    streams: {
      type: 'object',
      minProperties: 1,
      additionalProperties: {
        type: 'object',
        additionalProperties: false,
        required: ['from', 'to'],
        properties: streamKeys,
      },
    },
  },
};

/** Returns the schema of one connector, with the keys that all kinds have. */
export function connectorSchema(kind: ConnectorKind): JsonSchema {
  const {
    properties = {},
    required = [],
    ...rest
  } = kind.settings as {
    properties?: Properties;
    required?: readonly string[];
  };
  return {
    ...rest,
    description: kind.summary,
    required: ['kind', ...required],
    properties: {
      kind: { type: 'string' },
      ...properties,
      circuit: circuitSchema,
      webhooks: webhooksSchema,
    },
  };
}
