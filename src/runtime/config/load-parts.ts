import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'yaml';
import type { Mapping, Validator } from '../../pipeline/index.ts';
import {
  checkMapping,
  compileValidator,
  identity,
  loadMappingModule,
  loadSchema,
} from '../../pipeline/index.ts';
import type { At, Report } from './report.ts';

type Part = string | Readonly<Record<string, unknown>> | undefined;

/** A schema, inline or in a file, compiled; null when there is none, or when it has mistakes, which are reported. */
export async function loadValidator(
  part: Part,
  at: At,
  report: Report,
  baseDir: string,
): Promise<Validator | null> {
  if (part === undefined) return null;
  try {
    const schema = typeof part === 'string' ? await loadSchema(path.resolve(baseDir, part)) : part;
    return compileValidator(schema);
  } catch (error) {
    report.adoptFailure(at, error);
    return null;
  }
}

/** A mapping: inline field list, file with a field list, or module. The identity when there is none, or after mistakes. */
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
    if (/\.[cm]?[jt]s$/.test(file)) return await loadMappingModule(file);
    const list: unknown = parse(await readFile(file, 'utf8'));
    return checked(list, at, report, path.dirname(file));
  } catch (error) {
    report.adoptFailure(at, error);
    return identity;
  }
}

function checked(list: unknown, at: At, report: Report, baseDir: string): Mapping {
  const { mapping, mistakes } = checkMapping(list, { baseDir });
  report.adopt(at, mistakes);
  return mapping ?? identity;
}
