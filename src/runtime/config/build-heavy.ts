import path from 'node:path';
import type { JsonSchema } from '../../domain/index.ts';
import type { MappingSpec, PortableMapping, Semantics } from '../../pipeline/index.ts';
import { withTables } from '../../pipeline/index.ts';
import type { LaneWork } from '../../workers/index.ts';
import { MODULE, schemaOf } from './load-parts.ts';
import type { RawTarget } from './raw.ts';
import { readTexts } from './references.ts';
import type { At, Report } from './report.ts';
import { readYaml } from './yaml-file.ts';

interface HeavyEntry {
  readonly target: RawTarget;
  readonly semantics: Semantics;
  /** Schema of the stream's documents. */
  readonly schema: JsonSchema | null;
  readonly at: At;
}

/** Returns the work that a lane gives to worker threads; null when it gives none, or has mistakes, which are reported. */
export async function buildHeavy(
  { target, semantics, schema, at }: HeavyEntry,
  report: Report,
  baseDir: string,
): Promise<LaneWork | null> {
  if (target.workers !== true || !report.isClean(at)) return null;
  try {
    const mapping = await portable(target.map, baseDir);
    const mappedSchema = await schemaOf(target.validate, baseDir);
    return { semantics, schema, mapping, mappedSchema };
  } catch (error) {
    report.adoptFailure([...at, 'workers'], error);
    return null;
  }
}

/** @param part one that was loaded without a mistake */
async function portable(part: RawTarget['map'], baseDir: string): Promise<PortableMapping> {
  if (part === undefined) return { kind: 'identity' };
  if (typeof part !== 'string') return fields(part, baseDir);
  const file = path.resolve(baseDir, part);
  if (MODULE.test(file)) return { kind: 'module', file, texts: await readTexts(file) };
  const { value } = await readYaml(file);
  return fields(value, path.dirname(file));
}

function fields(list: unknown, baseDir: string): PortableMapping {
  return { kind: 'fields', spec: withTables(list as MappingSpec, baseDir) };
}
