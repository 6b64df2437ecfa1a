import type { AnyActorRef } from 'xstate';
import { createActor, fromTransition } from 'xstate';

/** Whoever stops goes through all timers of its system, so a system must not be everybody's. */
const MEMBERS = 64;

const nothing = fromTransition((state: null) => state, null);

/**
 * Parents for actors that nobody spawned. xstate gives an actor without a parent a system of its own, some 2 KB of maps and
 * functions; children of one root share one. The root does nothing, and hears of ends that concern nobody.
 * @returns the parent of the next actor
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
