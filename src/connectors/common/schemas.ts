import type { JsonSchema } from '../../connector-api/index.ts';

export function text(description: string): JsonSchema {
  return { type: 'string', minLength: 1, description };
}

/** A text that is never shown. */
export function secret(description: string): JsonSchema {
  return { ...text(description), 'x-secret': true };
}

/** One of several forms of an object, distinguished by `kind`. @param optional names of the properties that may be omitted */
export function variant(
  kind: string,
  properties: Readonly<Record<string, JsonSchema>>,
  optional: readonly string[] = [],
): JsonSchema {
  return {
    type: 'object',
    additionalProperties: false,
    required: ['kind', ...Object.keys(properties).filter((name) => !optional.includes(name))],
    properties: { kind: { const: kind }, ...properties },
  };
}
