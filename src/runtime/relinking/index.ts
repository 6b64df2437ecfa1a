/** Makes one thing of two, and two of one, while the lanes that may hold them are at rest. */
export { openRelinking } from './relinking.ts';
