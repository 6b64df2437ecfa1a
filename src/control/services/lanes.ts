import type { LaneStatus } from '../../domain/index.ts';
import { isKey, MAX_KEY_BYTES } from '../../domain/index.ts';
import type { ServiceContext } from '../context.ts';
import type { LaneServiceHandlers } from '../gen/stellwerk/control/v1/LaneService.ts';
import type { ListLanesRequest__Output } from '../gen/stellwerk/control/v1/ListLanesRequest.ts';
import type { ReplayLaneRequest__Output } from '../gen/stellwerk/control/v1/ReplayLaneRequest.ts';
import { invalidRequest } from '../invalid-request.ts';
import { healthWords, laneMessage, laneStates, readTime } from '../messages/index.ts';
import { find, order, requestIdOf } from '../order.ts';
import { isOneOf, page } from '../list-page.ts';
import type { ReplayFrom } from '../recovery-port.ts';
import { unary } from '../unary.ts';
import { watch } from '../watch.ts';

export function laneService(context: ServiceContext): LaneServiceHandlers {
  const all = () => context.hub.lanes();
  const one = (name: string) => ({ lane: laneMessage(find('lane', name, all())) });
  const { recovery } = context.hub;
  return {
    ListLanes: unary(context, (request) => {
      const { found, nextPageToken } = page(all(), request, laneFilter(request));
      return { lanes: found.map(laneMessage), nextPageToken };
    }),
    GetLane: unary(context, ({ name }) => one(name)),
    WatchLanes: watch(context, {
      read: all,
      respond: (changed, removed) => ({ lanes: changed.map(laneMessage), removed }),
    }),
    PauseLane: order(context, { kind: 'lane', action: 'pause' }, one),
    ResumeLane: order(context, { kind: 'lane', action: 'resume' }, one),
    ReplayLane: unary(context, async (request, { signal }) => {
      one(request.name);
      const { name: lane, force } = request;
      const replay = { lane, from: fromOf(request), force, ...requestIdOf(request) };
      return { records: await recovery.replayLane(replay, signal) };
    }),
    PauseLaneKey: unary(context, async ({ name, key }, { signal }) => {
      one(name);
      await recovery.pauseKey(name, checkKey(key), signal);
      return {};
    }),
    ResumeLaneKey: unary(context, async ({ name, key }, { signal }) => {
      one(name);
      await recovery.resumeKey(name, checkKey(key), signal);
      return {};
    }),
    ListPausedLaneKeys: unary(context, async ({ name }) => {
      one(name);
      return { keys: [...(await recovery.pausedKeys(name))] };
    }),
  };
}

function laneFilter(request: ListLanesRequest__Output): (lane: LaneStatus) => boolean {
  const { stream, connector } = request;
  const states = request.states.map((word) => laneStates.readState(word, 'states'));
  const health =
    request.health === 'LANE_HEALTH_UNSPECIFIED'
      ? null
      : healthWords.readState(request.health, 'health');
  return (lane) =>
    isOneOf(states, lane.state) &&
    (stream === '' || lane.stream === stream) &&
    (connector === '' || lane.connector === connector) &&
    (health === null || lane.health === health);
}

function fromOf({ seq, time, key }: ReplayLaneRequest__Output): ReplayFrom {
  if (seq !== undefined) {
    if (Number.isSafeInteger(seq) && seq >= 1) return { kind: 'seq', seq };
    throw invalidRequest('seq', `takes 1 to ${Number.MAX_SAFE_INTEGER}`);
  }
  if (time) return { kind: 'time', atMs: readTime(time, 'time') };
  if (key !== undefined) return { kind: 'key', key: checkKey(key) };
  throw invalidRequest('from', 'must say where to begin: seq, time or key');
}

function checkKey(key: string): string {
  if (isKey(key)) return key;
  throw invalidRequest('key', `must hold 1 to ${MAX_KEY_BYTES} bytes without NUL characters`);
}
