import type { JsonSchema } from '../../domain/index.ts';
import type { Mapping, PortableMapping } from '../mapping/index.ts';
import { identity } from '../mapping/mapping.ts';
import { loadMappingModule } from '../mapping/module.ts';
import type { Validator } from '../validation/index.ts';

/** Compiles a mapping. @param edition distinguishes a module from one of the same name but other content that was loaded before */
export async function compilePortable(mapping: PortableMapping, edition: string): Promise<Mapping> {
  if (mapping.kind === 'identity') return identity;
  if (mapping.kind === 'module') return loadMappingModule(mapping.file, edition);
  const { compileMapping } = await import('../mapping/compile.ts');
  return compileMapping(mapping.spec, { baseDir: '.' });
}

/** Compiles a schema. @throws Failure as `compileValidator` */
export async function loadValidator(schema: JsonSchema): Promise<Validator> {
  const { compileValidator } = await import('../validation/index.ts');
  return compileValidator(schema);
}
