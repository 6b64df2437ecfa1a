import type { Supervisor } from '../../../actors/index.ts';
import { Failure } from '../../domain/index.ts';
import type { HubPlan } from '../config/index.ts';
import type { Beginners, Landscape } from '../landscape.ts';
import type { Logger } from '../log.ts';
import { changeSchedules } from '../schedules.ts';
import type { Timekeeper } from '../timekeeper.ts';

/** Work in flight that has not ended by then keeps the former configuration in force. */
const REST_LIMIT_MS = 20_000;

export interface SwitchParts {
  readonly landscape: Landscape;
  readonly supervisor: Supervisor;
  readonly timekeeper: Timekeeper;
  readonly log: Logger;
}

export interface Switch {
  readonly before: HubPlan;
  readonly after: HubPlan;
  readonly begin: Beginners;
  /** Called when those who leave are at rest, before anybody begins. Rejecting leaves everything as it was. */
  readonly whileAtRest: () => Promise<void>;
  /** Enters the version: from then on the second plan is in force. */
  readonly commit: () => Promise<void>;
  /** Told what is being done. */
  readonly onStep: (step: string) => void;
}

/**
 * Puts a plan in force in place of another. Only who leaves or begins anew is stopped; everything that can fail comes before the
 * step in which the others take over, and is undone when it does.
 * @throws Failure for which the former plan is in force again
 */
export async function switchPlans(parts: SwitchParts, change: Switch): Promise<void> {
  const { landscape, supervisor, timekeeper, log } = parts;
  const { before, after, begin, onStep } = change;
  const staged = landscape.stage(after, begin);
  const { leaving } = staged;
  try {
    onStep('waits until work in flight has settled');
    await supervisor.retire(leaving, AbortSignal.timeout(REST_LIMIT_MS));
    onStep('changes what differs');
    await change.whileAtRest();
    await staged.load();
    await changeSchedules(timekeeper, before, after);
    await change.commit();
  } catch (error) {
    // Whoever has not come to rest yet is waited for by the one that takes its place.
    supervisor.recast(leaving, landscape.castOf(leaving));
    await tryEach([() => staged.discard(), () => changeSchedules(timekeeper, after, before)], log);
    throw Failure.from(error);
  }
  const { joining } = staged.enter();
  supervisor.recast(leaving, joining);
  await tryEach([() => staged.closeFormer(), () => landscape.board.refresh()], log);
}

/** Goes on after one that fails: none of these steps changes what is in force. */
async function tryEach(steps: readonly (() => Promise<void>)[], log: Logger): Promise<void> {
  for (const step of steps) {
    await step().catch((error: unknown) =>
      log.warn({ err: error }, 'something of a configuration not in force was left behind'),
    );
  }
}
