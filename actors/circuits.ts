import { isOutage } from '../src/domain/index.ts';
import type { HoldCause } from './actor.ts';
import type { Roster } from './roster.ts';
import type { Supervised, Transition } from './supervised.ts';

/**
 * Applies the circuits of connectors to their streams and lanes, and reports the streams' and lanes' results back to
 * the circuits.
 */
export interface Circuits {
  /** Call this on each change of a shown state. */
  onTransition(transition: Transition): void;
  /** Call this when a lane has settled a batch or a stream has ended a run. `trial` says that the work began as a trial. */
  onDelivered(connector: string, trial: boolean): void;
  /** Call this when an actor has left the roster or was replaced. */
  onLeft(left: Supervised): void;
  /** Whether work that begins now is a trial. During a trial only one stream or lane is released. */
  isOnTrial(connector: string): boolean;
}

export function createCircuits(rosterOf: () => Roster): Circuits {
  /** The stream or lane that is released while a connector's circuit is half open. */
  const subjects = new Map<string, Supervised>();
  /** Who has had a trial in the current outage, in order. The next trial goes to another. */
  const tried = new Map<string, readonly Supervised[]>();

  function onConnector(connector: Supervised): void {
    const { state } = connector.view();
    if (state === 'ready') tried.delete(connector.name);
    if (state === 'trial') return tryNext(connector);
    subjects.delete(connector.name);
    holdAll(connector, rosterOf().dependents(connector.name));
  }

  /**
   * Releases one held stream or lane for a trial. If none can do a trial, the circuit closes, since no work depends on
   * the system.
   */
  function tryNext(connector: Supervised): void {
    const dependents = rosterOf().dependents(connector.name);
    const before = tried.get(connector.name) ?? [];
    const subject = nextSubject(dependents, before);
    holdAll(
      connector,
      dependents.filter((dependent) => dependent !== subject),
    );
    if (subject === undefined) return connector.send({ type: 'untried' });
    subjects.set(connector.name, subject);
    tried.set(connector.name, [...before.filter((one) => one !== subject), subject]);
    subject.send({ type: 'release' });
  }

  function onDependent(connector: Supervised, dependent: Supervised, to: string): void {
    const failure = dependent.lastFailure();
    const doubt = to === 'waiting' && failure !== null && isOutage(failure) ? failure : null;
    const subject = subjects.get(connector.name);
    if (subject !== undefined && subject !== dependent) return;
    if (doubt) return connector.send({ type: 'doubt', failure: doubt });
    if (subject === undefined) return;
    // It failed for a reason that is not the system's fault.
    if (to === 'waiting' || to === 'blocked') connector.send({ type: 'untried' });
    if (to === 'paused' || to === 'failed') tryNext(connector);
  }

  return {
    onTransition({ kind, name, connector: connectorName, to }) {
      const roster = rosterOf();
      const connector = roster.connectors.get(connectorName);
      if (connector === undefined) return;
      if (kind === 'connector') return onConnector(connector);
      const dependent = (kind === 'stream' ? roster.streams : roster.lanes).get(name);
      if (dependent) onDependent(connector, dependent, to);
    },
    onDelivered(connector, trial) {
      // Work that began before the outage says nothing about the system's current state.
      if (subjects.has(connector) && !trial) return;
      rosterOf().connectors.get(connector)?.send({ type: 'delivered' });
    },
    onLeft(left) {
      const connector = rosterOf().connectors.get(left.connector);
      if (left.kind === 'connector') {
        subjects.delete(left.name);
        tried.delete(left.name);
        return;
      }
      const before = tried.get(left.connector);
      if (before) {
        tried.set(
          left.connector,
          before.filter((one) => one !== left),
        );
      }
      if (subjects.get(left.connector) !== left) return;
      subjects.delete(left.connector);
      if (connector?.view().state === 'trial') tryNext(connector);
    },
    isOnTrial: (connector) => subjects.has(connector),
  };
}

function holdAll(connector: Supervised, dependents: readonly Supervised[]): void {
  const cause = holdCause(connector);
  for (const dependent of dependents) {
    if (dependent.heldBy() === cause) continue;
    dependent.send(cause === null ? { type: 'release' } : { type: 'hold', cause });
  }
}

/** Returns how the connector, in its current state, holds its streams and lanes. */
export function holdCause(connector: Supervised): HoldCause | null {
  const { state } = connector.view();
  if (state === 'paused' || state === 'failed') return state;
  return connector.isOpen() ? 'outage' : null;
}

/**
 * Picks the next stream or lane for a trial. Lanes come before streams, then the one whose last trial is longest ago,
 * so that one that cannot work does not block the trials of others. In the first round, those that met the outage come
 * first, because they have work to do.
 */
function nextSubject(
  candidates: readonly Supervised[],
  tried: readonly Supervised[],
): Supervised | undefined {
  const able = candidates.filter(
    (one) => one.hasWork() && !one.isPaused() && one.view().state !== 'failed',
  );
  const lanes = able.filter(({ kind }) => kind === 'lane');
  const turn = (dependent: Supervised) => tried.indexOf(dependent);
  const trouble = (dependent: Supervised) => (dependent.lastFailure() === null ? 1 : 0);
  return (lanes.length > 0 ? lanes : able).toSorted(
    (one, other) => turn(one) - turn(other) || trouble(one) - trouble(other),
  )[0];
}
