import type { ServiceContext } from '../context.ts';
import type { LaneServiceHandlers } from '../gen/stellwerk/control/v1/LaneService.ts';
import { laneMessage } from '../messages/index.ts';
import { find, order } from '../order.ts';
import { unary } from '../unary.ts';
import { watch } from '../watch.ts';

export function laneService(context: ServiceContext): LaneServiceHandlers {
  const all = () => context.hub.lanes();
  const one = (name: string) => ({ lane: laneMessage(find('lane', name, all())) });
  return {
    ListLanes: unary(context, () => ({ lanes: all().map(laneMessage) })),
    GetLane: unary(context, ({ name }) => one(name)),
    WatchLanes: watch(context, {
      read: all,
      respond: (changed, removed) => ({ lanes: changed.map(laneMessage), removed }),
    }),
    PauseLane: order(context, { kind: 'lane', action: 'pause' }, one),
    ResumeLane: order(context, { kind: 'lane', action: 'resume' }, one),
  };
}
