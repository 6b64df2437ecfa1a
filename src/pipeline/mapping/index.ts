/**
 * Maps a source's document to the fields of the target. A mapping is a list of fields (declared in YAML, compiled once to closures)
 * or a module that the operator writes. `spec.ts` describes the list, `conversions.ts` holds every conversion by name.
 *
 * Design notes: closures are used instead of generated code, because 0.6 µs for ten fields (measured) is little of the 120 µs that a
 * record may cost, and stack traces stay readable. A failing field fails the record at once; the dead letter names the field.
 */
export { checkMapping, compileMapping } from './compile.ts';
export type { CheckedMapping, MappingContext } from './compile.ts';
export { conversions } from './conversions.ts';
export type { ConversionKind } from './conversion.ts';
export { identity } from './mapping.ts';
export type { Mapping, MappingMeta } from './mapping.ts';
export { loadMappingModule, moduleMapping } from './module.ts';
export { compilePortable, withTables } from './portable.ts';
export type { PortableMapping } from './portable.ts';
export { mappingSchema } from './schema.ts';
export type { FieldRule, FieldSpec, MappingSpec } from './spec.ts';
