import type { ConnectorKind } from '../../connector-api/index.ts';
import type { JsonSchema } from '../../domain/index.ts';
import type { Properties } from './schema-words.ts';
import { NAME_PATTERN, priority, text } from './schema-words.ts';
import { feedSchema } from './webhook-schema.ts';

/** Keys of `from` that all kinds have. */
const sourceKeys: Properties = {
  connector: text('Name of the connector to read from.'),
  entity: text('What to read: a table, path or file, depending on the connector.'),
  key: text("Field that holds a record's key in the source."),
  version: text(
    'Field that holds the version: a timestamp or a whole number; `none` when there is no such field.',
  ),
  created: text(
    'Field that holds the time of creation, for systems that leave the field of `version` empty until the first change: it then is the version.',
  ),
  deleted: text(
    'Field that is set when the record was deleted: a flag or a time. Not set are null, false, 0, and texts that mean it, such as `no` or `0000-00-00`.',
  ),
  overlap: text(
    'How far each run reaches back for rows that become visible late, such as `60s` (default).',
  ),
  identity: text(
    'Key space: streams with the same identity share master keys. Default <connector>/<entity>.',
  ),
  webhook: feedSchema,
};

/** Keys of an entry of `to` that all kinds have. */
export const targetKeys: Properties = {
  connector: text('Name of the connector to write to.'),
  entity: text('What to write: a table, path or file, depending on the connector.'),
  name: {
    type: 'string',
    pattern: NAME_PATTERN,
    description:
      'Second half of the lane’s name; default: the connector. Needed when a stream has two lanes to one connector.',
  },
  map: {
    anyOf: [{ type: 'string' }, { type: 'object' }],
    description:
      'Field list, or a file with one, or a TypeScript module. Absent: the document unchanged.',
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
      'Business key by which records that already exist in the target are linked instead of created again: a field such as `sku`, or `{ field: sku, from: number }` if the mapped document calls it otherwise.',
  },
  from: {
    enum: ['start', 'now'],
    description:
      'What a new lane takes: `start` (default) the history of the stream, `now` only records stored from then on.',
  },
  twoWay: {
    type: 'object',
    additionalProperties: false,
    required: ['flow'],
    description:
      'This lane and the opposite lane are one flow: the hub’s own writes are not sent back, and conflicts are resolved.',
    properties: {
      flow: text('Name of the flow; the opposite lane has the same.'),
      conflict: {
        enum: ['last-writer', 'owner-wins'],
        description:
          'Which side wins when both changed a field: by `from.version`, a time (default), or by `owns`.',
      },
      owns: {
        type: 'array',
        items: { type: 'string', minLength: 1 },
        description: "Fields, by their names in the target, in which this lane's source wins.",
      },
      fields: {
        type: 'object',
        additionalProperties: { type: 'string', minLength: 1 },
        description:
          'Fields that are copied in both directions, target field to source field; default: those that `map` copies by plain names.',
      },
    },
  },
  priority: priority('Priority of the lane on the way to the target; default: the stream’s.'),
  workers: {
    type: 'boolean',
    description:
      'Whether worker threads validate and map, so that the hub stays responsive when this is heavy. Default false.',
  },
  lateAfter: text(
    'Age of the oldest waiting record at which the lane counts as late in status; default 15m.',
  ),
  retry: {
    type: 'object',
    additionalProperties: false,
    description: 'How often and how fast a failed record is retried.',
    properties: {
      attempts: { type: 'integer', minimum: 1, description: 'Attempts in total; default 8.' },
      initial: text('Wait before the second attempt; default 1s.'),
      factor: { type: 'number', minimum: 1, description: 'Growth of the waits; default 2.' },
      max: text('Longest wait; default 5m.'),
      jitter: {
        type: 'number',
        minimum: 0,
        maximum: 1,
        description: 'Random share of each wait; default 0.2.',
      },
    },
  },
  validate: {
    type: ['string', 'object'],
    description: 'JSON Schema (or its file) of the mapped document.',
  },
};

/** Returns the schema of a stream's `from`; null stands for an unknown kind, whose options are not checked. */
export function sourceSchema(kind: ConnectorKind | null): JsonSchema {
  return {
    type: 'object',
    additionalProperties: kind === null,
    required: ['connector', 'entity', 'key', ...(kind?.requiredSourceOptions ?? [])],
    properties: { ...kind?.sourceOptions, ...sourceKeys },
  };
}

/** Returns the schema of an entry of `to`; null as for `sourceSchema`. */
export function targetSchema(kind: ConnectorKind | null): JsonSchema {
  return {
    type: 'object',
    additionalProperties: kind === null,
    required: ['connector', 'entity', ...(kind?.requiredTargetOptions ?? [])],
    properties: { ...kind?.targetOptions, ...targetKeys },
  };
}

/** Returns the options that belong to the kind, without those common to all. */
export function ownOptions(
  entry: Readonly<Record<string, unknown>>,
  common: 'source' | 'target',
): Record<string, unknown> {
  const keys = common === 'source' ? sourceKeys : targetKeys;
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !(name in keys)));
}
