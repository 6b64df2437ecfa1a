import path from 'node:path';
import type { Json } from '../../domain/index.ts';
import { isJsonObject } from '../../domain/index.ts';
import { compileMapping } from './compile.ts';
import { fileTable } from './lookup.ts';
import type { Mapping } from './mapping.ts';
import { identity } from './mapping.ts';
import { loadMappingModule } from './module.ts';
import type { MappingSpec } from './spec.ts';

/**
 * A mapping as plain data. Compiled in another thread, at any time, it gives the same mapping, since it includes the content that its
 * files had when it was made.
 */
export type PortableMapping =
  | { readonly kind: 'identity' }
  /** A field list that names no lookup files. */
  | { readonly kind: 'fields'; readonly spec: MappingSpec }
  /** @member texts the content of the module and of the files that it imports, by absolute path */
  | {
      readonly kind: 'module';
      readonly file: string;
      readonly texts: ReadonlyMap<string, string>;
    };

/** Compiles a mapping. @param edition distinguishes a module from one of the same name with other content that was loaded before */
export async function compilePortable(mapping: PortableMapping, edition: string): Promise<Mapping> {
  if (mapping.kind === 'identity') return identity;
  if (mapping.kind === 'module') return loadMappingModule(mapping.file, edition);
  return compileMapping(mapping.spec, { baseDir: '.' });
}

/**
 * Returns a field list that includes the tables of its lookup files. @param spec a field list without mistakes @param baseDir the
 * folder to which its files are relative
 */
export function withTables(spec: MappingSpec, baseDir: string): MappingSpec {
  return Object.fromEntries(
    Object.entries(spec).map(([target, rule]) => [
      target,
      isJsonObject(rule) ? ruleWithTables(rule, baseDir) : rule,
    ]),
  );
}

function ruleWithTables(
  rule: Readonly<Record<string, Json>>,
  baseDir: string,
): MappingSpec[string] {
  const entries = Object.entries(rule).map(([name, value]) => {
    if (name === 'lookup' && typeof value === 'string') {
      return [name, Object.fromEntries(fileTable(path.resolve(baseDir, value)))];
    }
    const isNested = (name === 'each' || name === 'fields') && isJsonObject(value);
    return [name, isNested ? withTables(value as MappingSpec, baseDir) : value];
  });
  return Object.fromEntries(entries) as MappingSpec[string];
}
