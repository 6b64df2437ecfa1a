/** Bulk imports, assembled: files, workers, the log, the store and the actors. */
export { openImports } from './imports.ts';
export type { Imports, ImportsParts } from './imports.ts';
