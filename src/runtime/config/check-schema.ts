import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../../pipeline/index.ts';
import { explain, newAjv, pathText, suggest } from '../../pipeline/index.ts';
import { convertTexts } from './convert-texts.ts';

/**
 * Checks a value against a schema and fills in its defaults. Text that came from a reference becomes the number or truth value that
 * the schema wants there: an environment has nothing but text.
 * @param references paths (as text, from the file's root) of values that came from references; their value is not told
 * @returns every mistake, with its path from the file's root
 */
export function checkAgainst(
  schema: JsonSchema,
  value: unknown,
  at: readonly PathSegment[],
  references: ReadonlySet<string> = new Set(),
): SpecMistake[] {
  const validate = newAjv({ useDefaults: true }).compile(schema);
  if (validate(value)) return [];
  const isReference = (path: readonly PathSegment[]) => references.has(pathText([...at, ...path]));
  if (convertTexts(value, validate.errors ?? [], isReference) && validate(value)) return [];
  const errors = validate.errors ?? [];
  return errors.flatMap((error) => {
    const explanation = explain(error);
    if (!explanation || isBranch(error, errors)) return [];
    const { path, rule } = explanation;
    const hidden = isReference(path) || error.parentSchema?.['x-secret'] === true;
    const message = hidden ? withoutValue(explanation.message) : explanation.message;
    return [{ path: [...at, ...path], rule, message: `${message}.`, remedy: remedyFor(error) }];
  });
}

/** All explanations have the form "<field> must …, but is <value>". */
function withoutValue(message: string): string {
  return message.split(', but is ')[0] ?? message;
}

/** `anyOf` itself says less than what its branches found. */
function isBranch(error: ErrorObject, all: readonly ErrorObject[]): boolean {
  const inside = (other: ErrorObject) =>
    other !== error && other.schemaPath.startsWith(`${error.schemaPath}/`);
  return (error.keyword === 'anyOf' || error.keyword === 'oneOf') && all.some(inside);
}

function remedyFor(error: ErrorObject): string {
  const params = error.params as Record<string, unknown>;
  const { properties = {} } = (error.parentSchema ?? {}) as {
    properties?: Record<string, JsonSchema>;
  };
  if (typeof params.additionalProperty === 'string') {
    return suggest(params.additionalProperty, Object.keys(properties));
  }
  if (typeof params.missingProperty === 'string') {
    const description = properties[params.missingProperty]?.description;
    return typeof description === 'string' ? `Add it: ${description}` : 'Add it.';
  }
  const description = (error.parentSchema as { description?: unknown } | undefined)?.description;
  return typeof description === 'string' ? description : 'Correct it.';
}
