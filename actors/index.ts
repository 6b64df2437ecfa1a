/**
 * The actors: one xstate machine per connector, stream, lane and import, and the supervisor that runs them. They are for life cycles, never
 * for records: a record that is not settled is a JetStream message that is not acknowledged.
 *
 * `*-machine.ts` say which states there are and what makes them leave; they hold no I/O. `troubles.ts` decides what a failure
 * means, `work.ts` runs an effect so that its end is known, `roster.ts` makes the actors, `supervisor.ts` commands them. What the
 * actors need from outside is in `ports.ts`.
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
