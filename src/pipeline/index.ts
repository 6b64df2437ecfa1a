/** The path of a record: intake into the log, and the record path of a lane. Depends on no server; ports declare what it needs. */
export type {
  ConflictRule,
  FormerStates,
  Intended,
  Remembered,
  SharedField,
  Side,
  SideState,
  TwoWayFlow,
  TwoWaySettlement,
  TwoWayState,
} from './two-way/index.ts';
export { sideInDoubt } from './two-way/index.ts';
export * from './arrival-ports.ts';
export * from './arrivals.ts';
export * from './batch-mapper.ts';
export * from './gatherer.ts';
export { readPage, runIntake } from './intake.ts';
export type { Intake, IntakeCounts } from './intake.ts';
export * from './lane.ts';
export * from './map-in-place.ts';
export * from './mapping/index.ts';
export * from './planner.ts';
export * from './ports.ts';
export * from './preview.ts';
export * from './recent-versions.ts';
export * from './record-text.ts';
export * from './bulk/index.ts';
export * from './record-path.ts';
export * from './spec/index.ts';
export * from './step-clock.ts';
export * from './rejected-rows.ts';
export { inTime } from './time-limit.ts';
export * from './tracing.ts';
export { MAX_TROUBLED_KEYS } from './troubled-keys.ts';
export { verdictAfter, verdictBefore } from './steps/decide.ts';
export * from './validation/index.ts';
export * from './verify/index.ts';
