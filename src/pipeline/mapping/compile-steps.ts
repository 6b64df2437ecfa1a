import path from 'node:path';
import type { Json } from '../../domain/index.ts';
import { Failure, isJsonObject, suggest } from '../../domain/index.ts';
import type { At, Compiling, Rule } from './compiling.ts';
import { report } from './compiling.ts';
import { conversions } from './conversions.ts';
import type { LookupTable } from './lookup.ts';
import { fileTable, inlineTable } from './lookup.ts';
import type { Step } from './steps.ts';
import { convertStep, eachStep, fieldsStep, lookupStep } from './steps.ts';

/** Compiles the steps in the order in which they are written: text can be cleaned before a lookup and its result converted after. */
export function compileSteps(rule: Rule, at: At, compiling: Compiling): readonly Step[] {
  return Object.keys(rule).flatMap((key): readonly Step[] => {
    const spec = rule[key] ?? null;
    const here = [...at, key];
    if (key === 'convert') return compileConversions(spec, here, compiling);
    if (key === 'lookup') return compileLookup(spec, rule.default !== undefined, here, compiling);
    if (key === 'each') return [eachStep(compiling.fields(spec, here))];
    return key === 'fields' ? [fieldsStep(compiling.fields(spec, here))] : [];
  });
}

function compileConversions(spec: Json, at: At, compiling: Compiling): readonly Step[] {
  if (!Array.isArray(spec)) return compileConversion(spec, at, compiling);
  const several: readonly Json[] = spec as readonly Json[];
  return several.flatMap((one, index) => compileConversion(one, [...at, index], compiling));
}

function compileConversion(spec: Json, at: At, compiling: Compiling): readonly Step[] {
  const [name, option] = isJsonObject(spec) ? (Object.entries(spec)[0] ?? []) : [spec, undefined];
  const kind = typeof name === 'string' ? conversions.get(name) : undefined;
  if (
    typeof name !== 'string' ||
    kind === undefined ||
    (isJsonObject(spec) && Object.keys(spec).length > 1)
  ) {
    report(
      compiling,
      at,
      'conversion',
      `${JSON.stringify(spec)} is not a conversion.`,
      suggest(typeof name === 'string' ? name : '', conversions.keys()),
    );
    return [];
  }
  const problem = optionProblem(name, option);
  if (problem !== null) {
    report(
      compiling,
      at,
      'conversion',
      problem,
      `Write \`${kind.option === undefined ? name : `{ ${name}: … }`}\`.`,
    );
    return [];
  }
  const convert = kind.compile(option);
  if (typeof convert !== 'string') return [convertStep(name, kind, convert)];
  report(
    compiling,
    at,
    'conversion',
    `\`${name}\`: ${convert}.`,
    `Write \`{ ${name}: … }\` with ${kind.option ?? 'no option'}.`,
  );
  return [];
}

function optionProblem(name: string, option: Json | undefined): string | null {
  const kind = conversions.get(name);
  if (kind?.option === undefined && option !== undefined) return `\`${name}\` takes no option.`;
  return kind?.optionRequired && option === undefined ? `\`${name}\` needs ${kind.option}.` : null;
}

function compileLookup(
  spec: Json,
  lenient: boolean,
  at: At,
  compiling: Compiling,
): readonly Step[] {
  const table = lookupTable(spec, at, compiling);
  return table === null ? [] : [lookupStep(table, lenient)];
}

function lookupTable(spec: Json, at: At, compiling: Compiling): LookupTable | null {
  if (isJsonObject(spec)) return inlineTable(spec);
  try {
    if (typeof spec === 'string') return fileTable(path.resolve(compiling.baseDir, spec));
    report(
      compiling,
      at,
      'lookup',
      'A lookup is a table or a file.',
      'Write `{ full: 19, reduced: 7 }` or `./file.csv`.',
    );
  } catch (thrown) {
    report(
      compiling,
      at,
      'lookup',
      `${Failure.from(thrown).message}.`,
      'Create the file, or correct its name (relative to the file that names it).',
    );
  }
  return null;
}
