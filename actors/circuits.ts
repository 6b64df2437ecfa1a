import { isOutage } from '../src/domain/index.ts';
import type { HoldCause } from './actor.ts';
import type { Roster } from './roster.ts';
import type { Supervised, Transition } from './supervised.ts';

/** What the circuits of connectors mean for their streams and lanes, and the other way round. */
export interface Circuits {
  /** To be told of each change of a shown state. */
  onTransition(transition: Transition): void;
  /** To be told when a lane has settled a batch, or a stream has ended a run. `trial`: that work was begun as a trial. */
  onDelivered(connector: string, trial: boolean): void;
  /** To be told when an actor has left the roster, or another took its place. */
  onLeft(left: Supervised): void;
  /** Whether work that begins now is a trial: nobody but the one on trial is released then. */
  isOnTrial(connector: string): boolean;
}

export function createCircuits(rosterOf: () => Roster): Circuits {
  /** Who is released while a circuit is half open. */
  const subjects = new Map<string, Supervised>();
  /** Who was tried in the outage that is under way, in order: the next trial is another's. */
  const tried = new Map<string, readonly Supervised[]>();

  function onConnector(connector: Supervised): void {
    const { state } = connector.view();
    if (state === 'ready') tried.delete(connector.name);
    if (state === 'trial') return tryNext(connector);
    subjects.delete(connector.name);
    holdAll(connector, rosterOf().dependents(connector.name));
  }

  /** Releases one of those held. With nobody left the circuit closes: nobody would notice that the system does not work. */
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
    // It fails for a reason that is not the system's.
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
      // What was begun before the outage says nothing about the system as it is now.
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

/** How a connector in this state holds its streams and lanes. */
export function holdCause(connector: Supervised): HoldCause | null {
  const { state } = connector.view();
  if (state === 'paused' || state === 'failed') return 'stopped';
  return connector.isOpen() ? 'outage' : null;
}

/**
 * A lane before a stream. Of these the one whose last turn is longest ago, so that one that cannot work does not keep the others
 * from being tried; at first one that met the outage and so has something to do.
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
