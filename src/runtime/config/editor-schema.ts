import type { ConnectorKind } from '../../connector-api/index.ts';
import type { JsonSchema } from '../../domain/index.ts';
import { mappingSchema } from '../../pipeline/index.ts';
import { circuitSchema } from './circuit-schema.ts';
import { sourceSchema, targetKeys, targetSchema } from './entry-schema.ts';
import { connectorSchema, rootSchema } from './schema.ts';
import type { Properties } from './schema-words.ts';
import { streamKeys } from './stream-schema.ts';
import { webhooksSchema } from './webhook-schema.ts';

/** The hub checks settings with their references resolved; an editor sees `${PORT}` where a number belongs. */
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

/** Lets editors help with field lists too; the hub checks them by `checkMapping`, with better messages. */
function withMapping(kind: ConnectorKind): JsonSchema {
  const schema = targetSchema(kind) as { readonly properties: Properties };
  const map = { ...targetKeys.map, anyOf: [{ type: 'string' }, { $ref: '#/$defs/mapping' }] };
  return { ...schema, properties: { ...schema.properties, map } };
}

/** Returns one JSON Schema of the whole configuration, for editors; `npm run generate` writes it to ops/stellwerk.schema.json. */
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
