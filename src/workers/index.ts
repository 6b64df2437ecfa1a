/**
 * Threads for what is heavy: files are read, cut, parsed, checked and made into records here, and nobody else touches piscina. The
 * main thread gets pieces whose bytes it only has to send.
 */
export type { PrepareJob } from './job.ts';
export { cutPieces } from './pieces.ts';
export { openWorkers } from './pool.ts';
export type { FilePlace, Workers, WorkersOptions } from './pool.ts';
export { openText } from './text.ts';
