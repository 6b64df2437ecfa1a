import type { ConnectorStatus } from '../../domain/index.ts';
import type {
  ConnectorStatus as ConnectorMessage,
  ConnectorStatus__Output,
} from '../gen/stellwerk/control/v1/ConnectorStatus.ts';
import { errorMessage, readError } from './error.ts';
import { momentMessage, readMoment } from './moment.ts';
import { stateWords } from './state.ts';

export const connectorStates = stateWords({
  checking: 'CONNECTOR_STATE_CHECKING',
  ready: 'CONNECTOR_STATE_READY',
  unavailable: 'CONNECTOR_STATE_UNAVAILABLE',
  trial: 'CONNECTOR_STATE_TRIAL',
  paused: 'CONNECTOR_STATE_PAUSED',
  failed: 'CONNECTOR_STATE_FAILED',
} as const);

export function connectorMessage(status: ConnectorStatus): ConnectorMessage {
  const { name, kind, state, sinceMs, lastError, refusedWebhooks } = status;
  return {
    name,
    kind,
    state: connectorStates.toWord(state),
    since: momentMessage(sinceMs),
    lastError: errorMessage(lastError),
    refusedWebhooks,
  };
}

export function readConnector(message: ConnectorStatus__Output): ConnectorStatus {
  const { name, kind, state, since, lastError, refusedWebhooks } = message;
  return {
    name,
    kind,
    state: connectorStates.toState(state),
    sinceMs: readMoment(since),
    lastError: readError(lastError),
    refusedWebhooks,
  };
}
