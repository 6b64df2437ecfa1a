/**
 * Threads for what is heavy, and nobody else touches piscina: files are read, cut, parsed, checked and made into records, of which
 * the main thread gets pieces whose bytes it only has to send; and batches of lanes are validated and mapped.
 */
export type { PrepareJob } from './job.ts';
export type { LaneWork } from './lane-job.ts';
export { cutPieces } from './pieces.ts';
export { openWorkers } from './pool.ts';
export type { Workers } from './pool.ts';
export type { FilePlace } from './prepare-file.ts';
export { openText } from './text.ts';
