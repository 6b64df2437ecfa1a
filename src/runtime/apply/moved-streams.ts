import type { BusConnection } from '../../bus/index.ts';
import { Failure } from '../../domain/index.ts';
import type { Store } from '../../store/index.ts';
import type { HubPlan } from '../config/index.ts';
import type { Logger } from '../log.ts';
import { renewStreamMemory } from './clearing.ts';
import { lossesOfRenewed } from './losses.ts';
import { movedStreams } from './origins.ts';

export interface MovedParts {
  readonly bus: BusConnection;
  readonly store: Store;
  readonly log: Logger;
  readonly plan: HubPlan;
  readonly allowDataLoss: boolean;
}

/**
 * Lets streams begin anew whose records come from elsewhere than at the last start: their cursor and their log belong
 * to the former origin, and would hide rows of this one. May be repeated after a crash.
 * @throws Failure COMMAND_REJECTED if a log or open dead letters would be lost, unless this is allowed
 */
export async function renewMoved(parts: MovedParts): Promise<void> {
  const { bus, store, log, plan, allowDataLoss } = parts;
  const known = (await store.configVersions.latest())?.origins ?? {};
  const moved = movedStreams(known, plan);
  const names = moved.map(({ name }) => name);
  const losses = await lossesOfRenewed(parts, names);
  if (losses.length > 0 && !allowDataLoss) throw wouldLose(losses);
  for (const stream of moved) {
    log.warn(
      { stream: stream.name },
      'its `from` differs from that of the last start: reading the source from the beginning',
    );
    await renewStreamMemory({ bus, store }, stream);
  }
}

function wouldLose(losses: readonly string[]): Failure {
  return new Failure('COMMAND_REJECTED', {
    message: `Data would be lost, so the hub does not start. ${losses.join(' ')} Undo the change, or use --allow-data-loss: the hub then reads the source from the beginning.`,
    details: { losses },
  });
}
