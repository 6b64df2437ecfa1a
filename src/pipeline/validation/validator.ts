import type { JsonObject, JsonSchema } from '../../domain/index.ts';
import { pathText, specFailure } from '../spec/index.ts';
import type { Explanation } from './explain.ts';
import { explain } from './explain.ts';
import { newAjv } from './ajv.ts';
import { checkSchema } from './schema-check.ts';

const MAX_VIOLATIONS = 20;

/** A rule of the schema that a document breaks. */
export interface Violation {
  /** The field as people write it, such as `variants[0].price`; empty for the whole document. */
  readonly path: string;
  /** The schema's keyword, such as `required` or `minimum`; `more` for the entry that counts those not listed. */
  readonly rule: string;
  /** Names field, rule and value, e.g. `price must be >= 0, but is -3`. */
  readonly message: string;
}

/** Returns null for a valid document, else the first 20 violations and the number of the others. Never throws. */
export interface Validator {
  (document: JsonObject): readonly Violation[] | null;
  /** Whether it may take very long, depending on the document. */
  readonly mayRunLong?: boolean;
}

/** Keywords that can take time which grows exponentially, or by the square, with the size of a value. */
const EXPENSIVE = /"(?:pattern|patternProperties|uniqueItems|\$ref|\$dynamicRef)":/;

/**
 * Compiles a JSON Schema. Checking a valid document of six fields takes about 0.03 µs.
 * @throws Failure CONFIG_INVALID whose `details.mistakes` names every mistake of the schema with its path
 */
export function compileValidator(schema: JsonSchema): Validator {
  const mistakes = checkSchema(schema);
  if (mistakes.length > 0) throw specFailure('The schema', mistakes);
  // `checkSchema` has validated the schema.
  const validate = newAjv({ validateSchema: false }).compile(schema);
  const check = (document: JsonObject) => {
    if (validate(document)) return null;
    return toViolations((validate.errors ?? []).map(explain).filter((found) => found !== null));
  };
  return Object.assign(check, { mayRunLong: EXPENSIVE.test(JSON.stringify(schema)) });
}

function toViolations(explanations: readonly Explanation[]): readonly Violation[] {
  const violations = explanations.map(({ path, rule, message }) => ({
    path: pathText(path),
    rule,
    message,
  }));
  if (violations.length <= MAX_VIOLATIONS) return violations;
  const hidden = violations.length - MAX_VIOLATIONS;
  const rest = { path: '', rule: 'more', message: `and ${hidden} more violations` };
  return [...violations.slice(0, MAX_VIOLATIONS), rest];
}
