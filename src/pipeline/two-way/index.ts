/**
 * Two-way flows: two streams that each read the system into which the other delivers. The hub's own writes, read back, stop here
 * (an echo). If both sides changed a field since they last agreed on it, a rule decides.
 */
export type {
  Conflict,
  ConflictRule,
  FormerStates,
  SharedField,
  Side,
  SideState,
  TwoWayState,
} from './merge.ts';
export { openReconciliation } from './reconcile.ts';
export type { Intended, TwoWayFlow, TwoWaySettlement } from './flow.ts';
export type { Intent, Remembered } from './unsettled.ts';
export { sideInDoubt } from './unsettled.ts';
