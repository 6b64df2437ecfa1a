import type { Json } from '../../domain/index.ts';
import { suggest } from '../../domain/index.ts';
import type { At, Compiling, Rule } from './compiling.ts';
import { report } from './compiling.ts';
import { meantBy } from './foreign-syntax.ts';
import type { Origin } from './origin.ts';
import { fromOrigin, metaNames, templateOrigin } from './origin.ts';
import type { Read } from './source-path.ts';
import { compileSourcePath } from './source-path.ts';

export const origins = ['from', 'constant', 'meta', 'template'];

export function hasOrigin(rule: Rule): boolean {
  return rule.fields !== undefined || origins.some((origin) => rule[origin] !== undefined);
}

/** Compiles the origin of a field. After a mistake the result must not be run. */
export function compileOrigin(rule: Rule, at: At, compiling: Compiling): Origin {
  const given = origins.filter((origin) => rule[origin] !== undefined);
  if (given.length > 1) {
    report(
      compiling,
      [...at, given[1] ?? ''],
      'conflict',
      `A field must have one origin, but this one has ${given.join(' and ')}.`,
      'Keep one of them.',
    );
  }
  if (rule.constant !== undefined) return constantOrigin(rule.constant);
  if (rule.meta !== undefined) return metaOrigin(rule.meta, [...at, 'meta'], compiling);
  if (rule.template !== undefined)
    return compileTemplate(rule.template, [...at, 'template'], compiling);
  if (rule.from !== undefined) return compileFrom(rule.from, [...at, 'from'], compiling);
  if (rule.fields !== undefined) return (here) => here;
  report(
    compiling,
    at,
    'origin',
    'The rule does not say where the value comes from.',
    `Add one of ${origins.join(', ')}, fields.`,
  );
  return () => undefined;
}

function constantOrigin(value: Json): Origin {
  return () => value;
}

function metaOrigin(name: Json, at: At, compiling: Compiling): Origin {
  const known = metaNames.find((candidate) => candidate === name);
  if (known !== undefined) return (_here, run) => run.meta[known];
  report(
    compiling,
    at,
    'meta',
    `\`meta\` has no \`${textOf(name)}\`.`,
    suggest(textOf(name), metaNames),
  );
  return () => undefined;
}

function compileTemplate(template: Json, at: At, compiling: Compiling): Origin {
  const origin = typeof template === 'string' ? templateOrigin(template) : null;
  if (origin !== null) return origin;
  report(
    compiling,
    at,
    'template',
    'A template is text with source paths in single braces.',
    'Write e.g. "{brand} {name}".',
  );
  return () => undefined;
}

function compileFrom(from: Json, at: At, compiling: Compiling): Origin {
  const paths: readonly Json[] = [from].flat();
  const reads = paths.map(readOf);
  const sound = reads.filter((read) => read !== null);
  if (sound.length === reads.length && sound.length > 0) return fromOrigin(sound);
  const wrong = paths.length === 0 ? from : (paths[reads.indexOf(null)] ?? null);
  const told = JSON.stringify(wrong);
  const meant = typeof wrong === 'string' ? meantBy(wrong) : null;
  report(
    compiling,
    at,
    'path',
    `${told} is not a source path.`,
    meant === null
      ? 'Write e.g. title, price.net, images[0].url or ["odd.name"].'
      : `Write \`${meant}\`. A field of that very name is written \`[${told}]\`.`,
  );
  return () => undefined;
}

function readOf(path: Json): Read | null {
  return typeof path === 'string' && meantBy(path) === null ? compileSourcePath(path) : null;
}

function textOf(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
