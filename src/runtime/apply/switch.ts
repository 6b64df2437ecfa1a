import type { Supervisor } from '../../../actors/index.ts';
import { Failure } from '../../domain/index.ts';
import type { HubPlan } from '../config/index.ts';
import type { Beginners, Landscape } from '../landscape.ts';
import type { Logger } from '../log.ts';
import { changeSchedules } from '../schedules.ts';
import type { Timekeeper } from '../timekeeper.ts';

/** If work in flight has not ended by then, the former configuration stays in force. */
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
  /** Called when the leaving actors are at rest, before any new one starts. If it rejects, everything stays as it was. */
  readonly whileAtRest: () => Promise<void>;
  /** Stores the version: from then on the second plan is in force. */
  readonly commit: () => Promise<void>;
  /** Called with a description of each step. */
  readonly onStep: (step: string) => void;
}

/**
 * Replaces the plan in force by another. Stops only actors that leave or restart. Everything that can fail comes before
 * the step in which the new ones take over, and is undone if it fails.
 * @throws Failure after which the former plan is in force again
 */
export async function switchPlans(parts: SwitchParts, change: Switch): Promise<void> {
  const { landscape, supervisor, timekeeper, log } = parts;
  const { before, after, begin, onStep } = change;
  const staged = await landscape.stage(after, begin);
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
    // An actor that has not come to rest yet is awaited by its successor.
    supervisor.recast(leaving, landscape.castOf(leaving));
    await tryEach([() => staged.discard(), () => changeSchedules(timekeeper, after, before)], log);
    throw Failure.from(error);
  }
  const { joining } = staged.enter();
  supervisor.recast(leaving, joining);
  await tryEach([() => staged.closeFormer(), () => landscape.board.refresh()], log);
}

/** Continues after a step fails: none of them changes what is in force. */
async function tryEach(steps: readonly (() => Promise<void>)[], log: Logger): Promise<void> {
  for (const step of steps) {
    await step().catch((error: unknown) =>
      log.warn({ err: error }, 'could not clean up after a configuration that is not in force'),
    );
  }
}
