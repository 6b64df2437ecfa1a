/**
 * Two-way flows: two streams that each read the system into which the other delivers. What the hub wrote itself and reads again
 * stops here (an echo); where both sides changed one field since they last agreed, a rule decides.
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
