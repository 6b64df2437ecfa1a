import path from 'node:path';
import type { JsonSchema } from '../../domain/index.ts';
import type { Mapping, Validator } from '../../pipeline/index.ts';
import {
  checkMapping,
  compileValidator,
  identity,
  loadMappingModule,
  loadSchema,
} from '../../pipeline/index.ts';
import type { At, Report } from './report.ts';
import type { YamlFile } from './yaml-file.ts';
import { readYaml } from './yaml-file.ts';

/** File extensions of a mapping module; every other file holds a field list. */
export const MODULE = /\.[cm]?[jt]s$/;

type Part = string | Readonly<Record<string, unknown>> | undefined;

/** Loads and compiles a schema, inline or from a file; null when there is none, or when it has mistakes, which are reported. */
export async function loadValidator(
  part: Part,
  at: At,
  report: Report,
  baseDir: string,
): Promise<Validator | null> {
  if (part === undefined) return null;
  if (typeof part !== 'string') return compiled(part, at, report);
  const file = path.resolve(baseDir, part);
  try {
    const schema = await loadSchema(file);
    return compiled(schema, at, report, await readYaml(file));
  } catch (error) {
    report.adoptFailure(at, error);
    return null;
  }
}

/** Returns the schema that `loadValidator` has compiled without a mistake. */
export async function schemaOf(part: Part, baseDir: string): Promise<JsonSchema | null> {
  if (part === undefined) return null;
  return typeof part === 'string' ? loadSchema(path.resolve(baseDir, part)) : part;
}

function compiled(schema: JsonSchema, at: At, report: Report, source?: YamlFile): Validator | null {
  try {
    return compileValidator(schema);
  } catch (error) {
    report.adoptFailure(at, error, source);
    return null;
  }
}

/**
 * Loads a mapping: an inline field list, a file with one, or a module. Returns the identity when there is none, or
 * after mistakes.
 */
export async function loadMapping(
  part: Part,
  at: At,
  report: Report,
  baseDir: string,
): Promise<Mapping> {
  if (part === undefined) return identity;
  try {
    if (typeof part !== 'string') return checked(part, at, report, baseDir);
    const file = path.resolve(baseDir, part);
    if (MODULE.test(file)) return await loadMappingModule(file);
    const source = await readYaml(file);
    report.elsewhere.push(...source.mistakes);
    if (source.value === null && source.mistakes.length > 0) return identity;
    return checked(source.value, at, report, path.dirname(file), source);
  } catch (error) {
    report.adoptFailure(at, error);
    return identity;
  }
}

function checked(
  list: unknown,
  at: At,
  report: Report,
  baseDir: string,
  source?: YamlFile,
): Mapping {
  const { mapping, mistakes } = checkMapping(list, { baseDir });
  report.adopt(at, mistakes, source);
  return mapping ?? identity;
}
