/** What all benches have in common: machine, noise, verification, results. */
export { runFramed } from './frame.ts';
export { verifyCounts } from './outcome.ts';
export type { Bench, Outcome, Verification } from './outcome.ts';
export type { Result } from './results.ts';
