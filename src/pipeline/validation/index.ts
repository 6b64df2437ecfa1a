/**
 * Checks documents against JSON Schemas (draft 2020-12, including formats) that are compiled once at start.
 * Only this folder uses Ajv. The configuration uses `newAjv` and `explain` for its own schemas, so that all messages are alike.
 */
export { newAjv } from './ajv.ts';
export { explain } from './explain.ts';
export type { Explanation } from './explain.ts';
export { checkSchema } from './schema-check.ts';
export { loadSchema } from './schema-file.ts';
export { schemaIdOf } from './schema-id.ts';
export { compileValidator } from './validator.ts';
export type { Validator, Violation } from './validator.ts';
