/**
 * The actors: one xstate machine per connector, stream, lane and import, and the supervisor that runs them. They model
 * life cycles, never records: an unsettled record is an unacknowledged JetStream message.
 *
 * `*-machine.ts` define the states and transitions, without I/O. `troubles.ts` decides what a failure means, `work.ts`
 * runs an effect and reports its end, `roster.ts` creates the actors, `supervisor.ts` commands them. `ports.ts`
 * declares what the actors need from outside.
 */
export type {
  ActorSnapshot,
  ConnectorEffects,
  ImportEffects,
  LaneEffects,
  SnapshotStore,
  StreamEffects,
} from './ports.ts';
export type { ActorRef, Cast } from './roster.ts';
export type { ActorView, Transition } from './supervised.ts';
export type { Supervisor, SupervisorOptions } from './supervisor.ts';
export { createSupervisor } from './supervisor.ts';
