import type { ServerInfo } from '../../domain/index.ts';
import type {
  ServerInfo as InfoMessage,
  ServerInfo__Output,
} from '../gen/stellwerk/control/v1/ServerInfo.ts';
import { momentMessage, readMoment } from './moment.ts';

/** A hub, and what its control API offers. */
export interface ServedInfo extends ServerInfo {
  /** Of Stellwerk, as `0.1.0`. */
  readonly version: string;
  /** Full names. */
  readonly services: readonly string[];
  /** What this version can do beyond the services. */
  readonly features: readonly string[];
}

export function serverInfoMessage(info: ServedInfo): InfoMessage {
  const { startedAtMs, uptimeMs, services, features, ...told } = info;
  return {
    ...told,
    startedAt: momentMessage(startedAtMs),
    uptime: momentMessage(uptimeMs),
    services: [...services],
    features: [...features],
  };
}

export function readServerInfo(message: ServerInfo__Output): ServedInfo {
  const { startedAt, uptime, configuration, ...told } = message;
  const unknown = { file: '', version: '', connectors: 0, streams: 0, lanes: 0 };
  return {
    ...told,
    startedAtMs: readMoment(startedAt),
    uptimeMs: readMoment(uptime),
    configuration: configuration ?? unknown,
  };
}
