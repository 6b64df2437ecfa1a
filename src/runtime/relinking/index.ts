/** Merges two things into one, or splits one into two, while the lanes that may hold them are at rest. */
export { openRelinking } from './relinking.ts';
