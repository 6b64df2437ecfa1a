import type { AnyActorRef } from 'xstate';
import { createActor, fromTransition } from 'xstate';

/** A stopping actor iterates over all timers of its system, so each system has to stay small. */
const MEMBERS = 64;

const nothing = fromTransition((state: null) => state, null);

/**
 * Creates parents for root-level actors. xstate gives an actor without a parent its own system, about 2 KB of maps and
 * functions; the children of one root share a system. The root does nothing, and ignores the ends of its children.
 * @returns a function that returns the parent of the next actor
 */
export function createSharedRoots(): () => AnyActorRef {
  let root: AnyActorRef | null = null;
  let members = 0;
  return () => {
    if (root === null || members === MEMBERS) {
      root = createActor(nothing).start();
      members = 0;
    }
    members += 1;
    return root;
  };
}
