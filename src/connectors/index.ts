/** The systems that the hub supports out of the box: one folder per kind, with the same file names in each. */
export { catalog } from './catalog.ts';
