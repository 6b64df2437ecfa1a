/**
 * Worker threads for heavy work; only this folder uses piscina. They read, cut, parse and check files and turn rows
 * into records, which the main thread gets in pieces whose bytes are ready to send. They also validate and map batches
 * of lanes.
 */
export type { PrepareJob } from './job.ts';
export type { LaneWork } from './lane-job.ts';
export { openWorkers } from './pool.ts';
export type { Workers } from './pool.ts';
export type { FilePlace } from './prepare-file.ts';
