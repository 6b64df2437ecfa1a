import type { LaneStatus } from '../../domain/index.ts';
import { noVerdicts } from '../../domain/index.ts';
import type {
  LaneStatus as LaneMessage,
  LaneStatus__Output,
} from '../gen/stellwerk/control/v1/LaneStatus.ts';
import { errorMessage, readError } from './error.ts';
import { momentMessage, optionalMoment, readMoment, readOptionalMoment } from './moment.ts';
import { stateWords } from './state.ts';

export const laneStates = stateWords({
  running: 'LANE_STATE_RUNNING',
  waiting: 'LANE_STATE_WAITING',
  held: 'LANE_STATE_HELD',
  paused: 'LANE_STATE_PAUSED',
  failed: 'LANE_STATE_FAILED',
} as const);

export const healthWords = stateWords({ ok: 'LANE_HEALTH_OK', late: 'LANE_HEALTH_LATE' } as const);

export function laneMessage(status: LaneStatus): LaneMessage {
  const { state, sinceMs, oldestWaitingMs, lastSettledAtMs, lastError, ...same } = status;
  return {
    ...same,
    state: laneStates.toWord(state),
    health: healthWords.toWord(status.health),
    since: momentMessage(sinceMs),
    oldestWaiting: optionalMoment(oldestWaitingMs),
    lastSettledAt: optionalMoment(lastSettledAtMs),
    lastError: errorMessage(lastError),
  };
}

export function readLane(message: LaneStatus__Output): LaneStatus {
  const { state, since, oldestWaiting, counts, lastSettledAt, lastError, ...same } = message;
  return {
    ...same,
    state: laneStates.toState(state),
    health: healthWords.toState(message.health),
    sinceMs: readMoment(since),
    oldestWaitingMs: readOptionalMoment(oldestWaiting),
    counts: { ...noVerdicts, ...counts },
    lastSettledAtMs: readOptionalMoment(lastSettledAt),
    lastError: readError(lastError),
  };
}
