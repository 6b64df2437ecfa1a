import type { JsonSchema } from '../../domain/index.ts';
import { conversions } from './conversions.ts';
import { metaNames } from './origin.ts';

/**
 * Returns the field list as JSON Schema `$defs`, for editors only: the hub checks with `checkMapping`, whose messages are better.
 * `mapping` is the list, `mappingRule` one rule.
 */
export function mappingSchema(): Readonly<Record<string, JsonSchema>> {
  const path = {
    type: 'string',
    description: 'Source path: a.b, list[0], ["odd.name"], . (itself), $.a (from the document).',
  };
  const list = { $ref: '#/$defs/mapping' };
  return {
    mapping: {
      type: 'object',
      description: 'Target field to source path or rule. Dotted targets make nested objects.',
      minProperties: 1,
      additionalProperties: { anyOf: [path, { $ref: '#/$defs/mappingRule' }] },
    },
    mappingRule: {
      type: 'object',
      additionalProperties: false,
      properties: {
        from: {
          anyOf: [path, { type: 'array', items: path, minItems: 1 }],
          description: 'Source path, or several: then the first that has a value counts.',
        },
        constant: { description: 'Always this value.' },
        meta: { enum: metaNames, description: 'Something the hub knows about the record.' },
        template: {
          type: 'string',
          description: 'Text with source paths in braces: {brand} {name}.',
        },
        convert: {
          anyOf: [
            { $ref: '#/$defs/conversion' },
            { type: 'array', items: { $ref: '#/$defs/conversion' } },
          ],
          description: 'Conversions, in order.',
        },
        lookup: {
          type: ['object', 'string'],
          description: 'Table from source value to target value, or a CSV, JSON or YAML file.',
        },
        each: { ...list, description: 'Field list for every item of a list.' },
        fields: { ...list, description: 'Field list for a nested object.' },
        default: { description: 'Used when the value is absent, null or not in the lookup.' },
        required: { type: 'boolean', description: 'An absent value fails the record.' },
        omit: { type: 'boolean', description: "Drops a field that '*' copied." },
      },
    },
    conversion: { anyOf: [...conversions].map(([name, kind]) => conversionSchema(name, kind)) },
  };
}

function conversionSchema(
  name: string,
  kind: { readonly summary: string; readonly option?: string },
): JsonSchema {
  const plain = { const: name, description: kind.summary };
  if (kind.option === undefined) return plain;
  const properties = { [name]: { description: `${kind.summary} Option: ${kind.option}.` } };
  const withOption = { type: 'object', additionalProperties: false, required: [name], properties };
  return { anyOf: [plain, withOption] };
}
