import type { ErrorObject } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../../domain/index.ts';
import type { PathSegment, SpecMistake } from '../../pipeline/index.ts';
import { explain, newAjv, suggest } from '../../pipeline/index.ts';

/** Checks a value against a schema and fills in its defaults. @returns every mistake, with its path from the file's root */
export function checkAgainst(
  schema: JsonSchema,
  value: unknown,
  at: readonly PathSegment[],
): SpecMistake[] {
  const validate = newAjv({ useDefaults: true }).compile(schema);
  if (validate(value)) return [];
  return (validate.errors ?? []).flatMap((error) => {
    const explanation = explain(error);
    if (!explanation || isBranch(error, validate.errors ?? [])) return [];
    const { path, rule, message } = explanation;
    return [{ path: [...at, ...path], rule, message: `${message}.`, remedy: remedyFor(error) }];
  });
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
  return typeof description === 'string' ? description : '';
}
