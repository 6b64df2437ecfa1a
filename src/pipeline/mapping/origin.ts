import type { Json } from '../../domain/index.ts';
import { meantBy } from './foreign-syntax.ts';
import type { MappingMeta } from './mapping.ts';
import { Problem, shortly } from './problem.ts';
import type { Read } from './source-path.ts';
import { compileSourcePath } from './source-path.ts';
import type { Run } from './steps.ts';

/** Reads a field's value before any step. */
export type Origin = (here: Json, run: Run) => Json | undefined;

/** The values that `meta:` accepts. */
export const metaNames = [
  'key',
  'version',
  'operation',
  'masterKey',
  'externalId',
  'stream',
] as const satisfies readonly (keyof MappingMeta)[];

/** Reads the first path whose value is present and not null. If none is, the value is null when any path has null, else absent. */
export function fromOrigin(reads: readonly Read[]): Origin {
  const [only] = reads;
  if (reads.length === 1 && only) return (here, run) => only(here, run.root);
  return (here, run) => {
    let last: Json | undefined;
    for (const read of reads) {
      const value = read(here, run.root);
      if (value !== undefined && value !== null) return value;
      if (value === null) last = null;
    }
    return last;
  };
}

/** `{{ name }}` in other languages. */
const DOUBLE_BRACES = /\{\{[^{}]*\}\}/;

/** @returns null when a path in braces is invalid, or there is none */
export function templateOrigin(template: string): Origin | null {
  if (DOUBLE_BRACES.test(template)) return null;
  const literals = template.split(/\{[^{}]*\}/);
  const reads = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, path = '']) =>
    meantBy(path) === null ? compileSourcePath(path) : null,
  );
  if (reads.length === 0 || !reads.every((read) => read !== null)) return null;
  return (here, run) => {
    const values = reads.map((read) => read(here, run.root));
    if (values.every((value) => value === undefined || value === null)) return undefined;
    return literals.reduce((text, literal, at) => text + partText(values[at - 1]) + literal).trim();
  };
}

function partText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'object') return String(value);
  throw new Problem('template', value, `${shortly(value)} cannot be part of a text`);
}
