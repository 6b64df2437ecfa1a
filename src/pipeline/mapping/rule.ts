import type { Json } from '../../domain/index.ts';
import { isJsonObject, suggest } from '../../domain/index.ts';
import { compileOrigin, hasOrigin, origins } from './compile-origin.ts';
import { compileSteps } from './compile-steps.ts';
import type { At, Compiling, Rule } from './compiling.ts';
import { report } from './compiling.ts';
import type { Origin } from './origin.ts';
import { Problem } from './problem.ts';
import type { Run, Step } from './steps.ts';

/** Computes a field's value; undefined means absent. Throws Problem. */
export type Evaluate = (here: Json, run: Run) => Json | undefined;

const ruleKeys = [...origins, 'convert', 'lookup', 'each', 'fields', 'default', 'required', 'omit'];

/** Compiles the rule of one target field. After a mistake the result must not be run. */
export function compileRule(spec: Json, at: At, compiling: Compiling): Evaluate {
  const rule: Json = typeof spec === 'string' ? { from: spec } : spec;
  if (!isJsonObject(rule)) {
    report(
      compiling,
      at,
      'type',
      'A field must be a source path or a rule.',
      'Write `field: path`, or `field: { constant: value }`.',
    );
    return () => undefined;
  }
  // A typing error such as `form` is reported as one mistake: the missing origin is not reported too.
  if (!checkKeys(rule, at, compiling) && !hasOrigin(rule)) return () => undefined;
  const origin = compileOrigin(rule, at, compiling);
  const steps = compileSteps(rule, at, compiling);
  return withDefault(withSteps(origin, steps), rule);
}

function withSteps(origin: Origin, steps: readonly Step[]): Evaluate {
  const [only] = steps;
  if (only === undefined) return origin;
  if (steps.length === 1) {
    return (here, run) => {
      const value = origin(here, run);
      return value === undefined ? undefined : only(value, run);
    };
  }
  return (here, run) => {
    let value = origin(here, run);
    for (const step of steps) {
      if (value === undefined) return undefined;
      value = step(value, run);
    }
    return value;
  };
}

function withDefault(evaluate: Evaluate, rule: Rule): Evaluate {
  const fallback = rule.default;
  if (fallback !== undefined) return (here, run) => evaluate(here, run) ?? fallback;
  if (rule.required !== true) return evaluate;
  return (here, run) => {
    const value = evaluate(here, run);
    // A delete often has no document at all, so its fields may be absent.
    if ((value !== undefined && value !== null) || run.meta.operation === 'delete') return value;
    throw new Problem(
      'required',
      value,
      `it is required, but the source has no value${sourceWords(rule)}`,
    );
  };
}

function sourceWords(rule: Rule): string {
  const from = rule.from ?? rule.template;
  return from === undefined ? '' : ` (${[from].flat().map(String).join(', ')})`;
}

/** @returns whether all keys are known */
function checkKeys(rule: Rule, at: At, compiling: Compiling): boolean {
  for (const key of Object.keys(rule)) {
    if (ruleKeys.includes(key)) continue;
    report(
      compiling,
      [...at, key],
      'unknown-key',
      `\`${key}\` is not known here.`,
      suggest(key, ruleKeys),
    );
  }
  for (const flag of ['required', 'omit']) {
    if (rule[flag] === undefined || typeof rule[flag] === 'boolean') continue;
    report(
      compiling,
      [...at, flag],
      'type',
      `\`${flag}\` must be true or false.`,
      `Write \`${flag}: true\`, or leave it out.`,
    );
  }
  if (rule.required === true && rule.default !== undefined) {
    report(
      compiling,
      [...at, 'required'],
      'conflict',
      'A field with a default is never missing.',
      'Write either `default` or `required`.',
    );
  }
  return Object.keys(rule).every((key) => ruleKeys.includes(key));
}
