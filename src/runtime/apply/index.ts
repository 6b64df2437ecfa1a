/**
 * Changes the configuration of a running hub: what differs (`difference.ts`), which parts restart (`beginners.ts`),
 * what would be lost (`losses.ts`), and the switch from one plan to the other (`switch.ts`).
 */
export { clearDoomed, clearOrphans } from './clearing.ts';
export { openConfiguration } from './configuration.ts';
export type { Configuration, ConfigurationParts } from './configuration.ts';
export { recordStart } from './first-version.ts';
export { renewMoved } from './moved-streams.ts';
