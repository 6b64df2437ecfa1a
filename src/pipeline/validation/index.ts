/**
 * Checks documents against JSON Schemas (draft 2020-12, formats included) that are compiled once at start.
 * Ajv lives here; configuration uses `newAjv` and `explain` for its own schemas, so that all messages speak alike.
 */
export { newAjv } from './ajv.ts';
export { explain } from './explain.ts';
export type { Explanation } from './explain.ts';
export { checkSchema } from './schema-check.ts';
export { loadSchema } from './schema-file.ts';
export { schemaIdOf } from './schema-id.ts';
export { compileValidator } from './validator.ts';
export type { Validator, Violation } from './validator.ts';
