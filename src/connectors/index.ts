/** The systems that the hub speaks with out of the box: one folder per kind, the same file names in each. */
export { catalog } from './catalog.ts';
