import type { ConnectorStatus, StreamStatus } from '../../domain/index.ts';
import type { ShownLane } from '../dashboard/news.ts';

/** States from best to worst; each has its own colour and sign. */
export type Tone = 'good' | 'busy' | 'off' | 'warn' | 'bad';
const order: readonly Tone[] = ['good', 'busy', 'off', 'warn', 'bad'];

export interface Standing {
  readonly tone: Tone;
  /** A few words. */
  readonly text: string;
}

export function worst(...standings: readonly Standing[]): Standing {
  return standings.reduce((one, other) =>
    order.indexOf(other.tone) > order.indexOf(one.tone) ? other : one,
  );
}

const connectorWords: Readonly<Record<ConnectorStatus['state'], Standing>> = {
  checking: { tone: 'busy', text: 'being checked' },
  ready: { tone: 'good', text: 'ready' },
  unavailable: { tone: 'bad', text: 'unavailable: circuit open' },
  trial: { tone: 'warn', text: 'on trial: circuit half open' },
  paused: { tone: 'off', text: 'paused' },
  failed: { tone: 'bad', text: 'failed' },
};

const streamWords: Readonly<Record<StreamStatus['state'], Standing>> = {
  idle: { tone: 'good', text: 'up to date' },
  reading: { tone: 'busy', text: 'reading' },
  waiting: { tone: 'warn', text: 'failed, will retry' },
  held: { tone: 'bad', text: 'held: source unavailable' },
  blocked: { tone: 'warn', text: 'reading waits for space' },
  paused: { tone: 'off', text: 'reading paused' },
  failed: { tone: 'bad', text: 'reading failed' },
};

const laneWords: Readonly<Record<ShownLane['state'], Standing>> = {
  running: { tone: 'good', text: 'running' },
  waiting: { tone: 'warn', text: 'failed, will retry' },
  held: { tone: 'bad', text: 'held: target unavailable' },
  paused: { tone: 'off', text: 'paused' },
  failed: { tone: 'bad', text: 'failed' },
};

export function connectorStanding({ state }: Pick<ConnectorStatus, 'state'>): Standing {
  return connectorWords[state];
}

export function streamStanding({ state }: Pick<StreamStatus, 'state'>): Standing {
  return streamWords[state];
}

export function laneStanding({ state, health }: Pick<ShownLane, 'state' | 'health'>): Standing {
  const late = { tone: 'warn', text: 'late' } as const;
  return health === 'late' ? worst(laneWords[state], late) : laneWords[state];
}
