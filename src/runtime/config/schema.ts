import type { ConnectorKind } from '../../connector-api/index.ts';
import type { JsonSchema } from '../../domain/index.ts';
import { priorities } from '../../domain/index.ts';
import { mappingSchema } from '../../pipeline/index.ts';
import { accessSchema, tlsSchema } from './access-schema.ts';
import { circuitSchema } from './circuit-schema.ts';
import { feedSchema, webhooksSchema } from './webhook-schema.ts';
import { notificationsSchema, telemetrySchema } from './tell-schema.ts';

type Properties = Readonly<Record<string, JsonSchema>>;

const text = (description: string): JsonSchema => ({ type: 'string', minLength: 1, description });

/** Names become parts of subjects and of consumer names. */
export const NAME_PATTERN = '^[a-z0-9][a-z0-9-]{0,62}$';

const priority = (description: string): JsonSchema => ({ enum: priorities, description });

/** Keys of `from` that all kinds have. */
const sourceKeys: Properties = {
  connector: text('Name of the connector that is read.'),
  entity: text('What is read: table, path or file, in the words of the connector.'),
  key: text("Field that holds a record's key in the source."),
  version: text(
    'Field that holds the version: a timestamp or a whole number; `none` when there is no such field.',
  ),
  deleted: text('Field that is set when the thing was deleted.'),
  overlap: text(
    'How far each run reaches back for rows that become visible late, as `60s` (default).',
  ),
  identity: text(
    'Key space: streams with the same identity share master keys. Default <connector>/<entity>.',
  ),
  webhook: feedSchema,
};

/** Keys of an entry of `to` that all kinds have. */
const targetKeys: Properties = {
  connector: text('Name of the connector that is written.'),
  entity: text('What is written: table, path or file, in the words of the connector.'),
  name: {
    type: 'string',
    pattern: NAME_PATTERN,
    description:
      'Second half of the lane’s name; default: the connector. Needed when a stream has two lanes to one.',
  },
  map: {
    anyOf: [{ type: 'string' }, { type: 'object' }],
    description:
      'Field list, or a file with one, or a TypeScript module. Absent: the document as it is.',
  },
  match: {
    anyOf: [
      { type: 'string' },
      {
        type: 'object',
        additionalProperties: false,
        required: ['field', 'from'],
        properties: {
          field: text('Field of the target to search.'),
          from: text('Field of the mapped document that holds the value.'),
        },
      },
    ],
    description:
      'Business key by which records that the target has already are linked, not created again.',
  },
  from: {
    enum: ['start', 'now'],
    description:
      'What a lane that is new takes: `start` (default) the history of the stream, `now` only what is stored from then on.',
  },
  twoWay: {
    type: 'object',
    additionalProperties: false,
    required: ['flow'],
    description:
      'This lane and the lane back are one flow: what the hub wrote itself stops, conflicts are decided.',
    properties: {
      flow: text('Name of the flow; the lane back has the same.'),
      conflict: {
        enum: ['last-writer', 'owner-wins'],
        description:
          'Whose value counts when both sides changed a field: by `from.version`, a time (default), or by `owns`.',
      },
      owns: {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description: "Fields, as the target calls them, in which this lane's source is right.",
      },
      fields: {
        type: 'object',
        additionalProperties: { type: 'string', minLength: 1 },
        description:
          'Fields that are copied there and back, target field to source field; default: those that `map` copies by plain names.',
      },
    },
  },
  priority: priority('Who goes first on the way to the target; default: the stream’s.'),
  workers: {
    type: 'boolean',
    description:
      'Validating and mapping are heavy: worker threads do it, so that the hub stays responsive. Default false.',
  },
  lateAfter: text(
    'Age of the oldest waiting record at which the lane counts as late in status; default 15m.',
  ),
  retry: {
    type: 'object',
    additionalProperties: false,
    description: 'How often and how fast a failed record is tried again.',
    properties: {
      attempts: { type: 'integer', minimum: 1, description: 'In all; default 8.' },
      initial: text('Wait before the second attempt; default 1s.'),
      factor: { type: 'number', minimum: 1, description: 'Growth of the waits; default 2.' },
      max: text('No wait is longer; default 5m.'),
      jitter: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        description: 'Share left to chance; default 0.2.',
      },
    },
  },
  validate: {
    type: ['string', 'object'],
    description: 'JSON Schema (or its file) of the mapped document.',
  },
};

const streamKeys: Properties = {
  from: { type: 'object', description: 'Where records come from.' },
  every: text('Interval of reading, as `5m`; at least 1s.'),
  cron: text('Times of reading as a cron expression, instead of `every`.'),
  timeZone: text('IANA time zone of `cron`, `between` and `days`; default UTC.'),
  between: text('Working hours, as `08:00-18:00`: the stream is read by itself only then.'),
  days: text('Working days, as `mon-fri` or `mon,wed,sat`; default all.'),
  jitter: text('Each reading begins up to so much later, by chance, as `30s`; default 0s.'),
  overlap: {
    enum: ['queue', 'skip'],
    description:
      'A time at which the run before is still at work: `queue` (default) makes one more run after it, `skip` none.',
  },
  catchUp: {
    enum: ['once', 'none'],
    description:
      'Times at which no hub was at work: `once` (default) makes up for all of them by one run, `none` waits for the next time.',
  },
  semantics: {
    enum: ['state', 'event'],
    description:
      '`state` (default): the newest version of a thing counts. `event`: each is delivered, in order.',
  },
  conflate: {
    type: 'boolean',
    description:
      'State only: the log keeps the newest version of each key, so that a backlog shrinks instead of growing. Default false.',
  },
  priority: priority(
    'Who goes first where streams and lanes share something, as the budget of an account: `high`, `normal` (default) or `low`. What is imported counts as `low`.',
  ),
  pageSize: {
    type: 'integer',
    minimum: 1,
    maximum: 10_000,
    description: 'Records per page; default 1000.',
  },
  personal: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    description:
      'Fields of the source’s documents that are personal, as `email`, `address.street` or `/address/street`: viewers see them masked, and each record is a message of its own in the log.',
  },
  limits: {
    type: 'object',
    additionalProperties: false,
    description:
      'What the log holds. A full log makes its source wait; nothing unsettled is dropped.',
    properties: {
      age: text('Settled history is kept this long, or `none` for ever; default 30d.'),
      bytes: text(
        'Size at most, as `10GB`, which NATS sets aside at once; default `none`: what its store holds.',
      ),
      records: { type: 'integer', minimum: 1, description: 'Records at most.' },
      perKey: {
        type: 'integer',
        minimum: 1,
        description: 'Versions kept of one key; `conflate` keeps one.',
      },
    },
  },
  validate: {
    type: ['string', 'object'],
    description: 'JSON Schema (or its file) that every record must fulfil.',
  },
  to: {
    type: 'array',
    minItems: 1,
    items: { type: 'object' },
    description: 'Targets, one lane each.',
  },
};

const listening = (what: string, more: Properties = {}): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  properties: {
    address: {
      type: 'string',
      pattern: '^([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+\\]):\\d{1,5}$',
      description: `Where ${what}; default 127.0.0.1:0, a free port. Beyond loopback only with \`tls\` and \`access\`.`,
    },
    ...more,
  },
});

/** The file as a whole; `from`, `to` and connector settings are checked against their kinds afterwards. */
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
            'Where browsers find the pages, as https://hub.example: a proxy may stand before them. `hub.access.oauth.signIn` needs it.',
          ),
        }),
        audit: {
          type: 'object',
          additionalProperties: false,
          properties: {
            keep: text(
              'Age at which rows of the audit log go, as `365d`; default: they stay for ever.',
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
        properties: { kind: text('A built-in kind, or the path of a module with your own.') },
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

/** A stream's `from`; null stands for a kind that is not known, whose options are not judged. */
export function sourceSchema(kind: ConnectorKind | null): JsonSchema {
  return {
    type: 'object',
    additionalProperties: kind === null,
    required: ['connector', 'entity', 'key', ...(kind?.requiredSourceOptions ?? [])],
    properties: { ...kind?.sourceOptions, ...sourceKeys },
  };
}

/** An entry of `to`; null as for `sourceSchema`. */
export function targetSchema(kind: ConnectorKind | null): JsonSchema {
  return {
    type: 'object',
    additionalProperties: kind === null,
    required: ['connector', 'entity', ...(kind?.requiredTargetOptions ?? [])],
    properties: { ...kind?.targetOptions, ...targetKeys },
  };
}

/** The settings of one connector, with the keys that all kinds have. */
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

/** Option names that are the kind's own, not common to all. */
export function ownOptions(
  entry: Readonly<Record<string, unknown>>,
  common: 'source' | 'target',
): Record<string, unknown> {
  const keys = common === 'source' ? sourceKeys : targetKeys;
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !(name in keys)));
}

/** The hub checks settings with their references filled in; an editor meets `${PORT}` where a number belongs. */
function orReferences(properties: Properties): Properties {
  const reference = { type: 'string', pattern: '\\$\\{[^}]+\\}' };
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      const { description = '' } = schema;
      const isFree = schema.type === 'string' && !('pattern' in schema) && !('enum' in schema);
      return [name, isFree ? schema : { description, anyOf: [schema, reference] }];
    }),
  );
}

/** Editors help with field lists too; for the hub `checkMapping` judges them, in better words. */
function withMapping(kind: ConnectorKind): JsonSchema {
  const schema = targetSchema(kind) as { readonly properties: Properties };
  const map = { ...targetKeys.map, anyOf: [{ type: 'string' }, { $ref: '#/$defs/mapping' }] };
  return { ...schema, properties: { ...schema.properties, map } };
}

/** The whole as one JSON Schema for editors; written to ops/stellwerk.schema.json by `npm run generate`. */
export function configSchema(kinds: Iterable<ConnectorKind>): JsonSchema {
  const known = [...kinds];
  const { connectors, streams, ...properties } = rootSchema.properties as Record<
    string,
    JsonSchema
  >;
  const stream = streams?.additionalProperties as JsonSchema;
  const from = known.filter((kind) => kind.sourceOptions).map(sourceSchema);
  const to = known.filter((kind) => kind.targetOptions).map(withMapping);
  const own = {
    properties: {
      kind: { type: 'string', pattern: '^[./]' },
      circuit: circuitSchema,
      webhooks: webhooksSchema,
    },
    required: ['kind'],
  };
  const named = known.map((kind) => {
    const schema = connectorSchema(kind) as { properties: Properties };
    const properties = orReferences(schema.properties);
    return { ...schema, properties: { ...properties, kind: { const: kind.kind } } };
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Stellwerk configuration',
    ...rootSchema,
    properties: {
      ...properties,
      connectors: { ...connectors, additionalProperties: { anyOf: [...named, own] } },
      streams: {
        ...streams,
        additionalProperties: {
          ...stream,
          properties: {
            ...streamKeys,
            from: { anyOf: from },
            to: { ...streamKeys.to, items: { anyOf: to } },
          },
        },
      },
    },
    $defs: mappingSchema(),
  };
}
