import type { ErrorObject, ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonSchema } from '../../domain/index.ts';
import { suggest } from '../../domain/index.ts';
import type { Explanation, PathSegment, SpecMistake } from '../../pipeline/index.ts';
import { explain, newAjv, pathText } from '../../pipeline/index.ts';
import { convertTexts } from './convert-texts.ts';
import { tellingErrors } from './telling-errors.ts';

/**
 * Checks a value against a schema and fills in its defaults. A text that came from a reference is converted to the
 * number or boolean that the schema requires: environment variables are always texts.
 * @param references paths (as text, from the file's root) of values that came from references; messages do not repeat
 *   these values
 * @returns every mistake, with its path from the file's root
 */
export function checkAgainst(
  schema: JsonSchema,
  value: unknown,
  at: readonly PathSegment[],
  references: ReadonlySet<string> = new Set(),
): SpecMistake[] {
  const validate = compiled(schema);
  if (validate(value)) return [];
  const isReference = (path: readonly PathSegment[]) => references.has(pathText([...at, ...path]));
  if (convertTexts(value, validate.errors ?? [], isReference) && validate(value)) return [];
  return tellingErrors(validate.errors ?? []).flatMap((error) => {
    const explanation = explain(error);
    if (!explanation) return [];
    const { path, rule } = explanation;
    const hidden = isReference(path) || error.parentSchema?.['x-secret'] === true;
    const message = messageOf(explanation, hidden);
    return [{ path: [...at, ...path], rule, message, remedy: remedyFor(error) }];
  });
}

/** Schemas of the file and of the kinds: only a few, so they are compiled once and not for every applied configuration. */
const validators = new Map<string, ValidateFunction>();
const MAX_VALIDATORS = 100;

function compiled(schema: JsonSchema): ValidateFunction {
  const text = JSON.stringify(schema);
  const known = validators.get(text);
  if (known) return known;
  // A kind under development has a new schema each time.
  if (validators.size >= MAX_VALIDATORS) validators.clear();
  const validate = newAjv({ useDefaults: true, validateSchema: false }).compile(schema);
  validators.set(text, validate);
  return validate;
}

/** The path already precedes the message, so the last name is enough. */
function messageOf({ path, rule, reason }: Explanation, hidden: boolean): string {
  const name = path.length === 0 ? 'The file' : `\`${pathText(path.slice(-1))}\``;
  if (rule === 'additionalProperties') return `${name} is not known here.`;
  // All reasons have the form "must …, but is <value>".
  return `${name} ${hidden ? (reason.split(', but is ')[0] ?? reason) : reason}.`;
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
