import type { LogLevel, ServerInfo } from '../../domain/index.ts';
import type {
  ServerInfo as InfoMessage,
  ServerInfo__Output,
} from '../gen/stellwerk/control/v1/ServerInfo.ts';
import { momentMessage, readMoment } from './moment.ts';
import { stateWords } from './state.ts';

export const logLevelWords = stateWords({
  silent: 'LOG_LEVEL_SILENT',
  fatal: 'LOG_LEVEL_FATAL',
  error: 'LOG_LEVEL_ERROR',
  warn: 'LOG_LEVEL_WARN',
  info: 'LOG_LEVEL_INFO',
  debug: 'LOG_LEVEL_DEBUG',
  trace: 'LOG_LEVEL_TRACE',
} as const);

/** A hub, and what its control API offers. */
export interface ServedInfo extends Omit<ServerInfo, 'logLevel'> {
  /** Null for a hub too old to report it. */
  readonly logLevel: LogLevel | null;
  /** Version of Stellwerk, such as `0.1.0`. */
  readonly version: string;
  /** Full names of the services. */
  readonly services: readonly string[];
  /** Capabilities of this version beyond the services. */
  readonly features: readonly string[];
}

export function serverInfoMessage(info: ServedInfo): InfoMessage {
  const { startedAtMs, uptimeMs, services, features, logLevel, ...told } = info;
  return {
    ...told,
    startedAt: momentMessage(startedAtMs),
    uptime: momentMessage(uptimeMs),
    services: [...services],
    features: [...features],
    ...(logLevel === null ? {} : { logLevel: logLevelWords.toWord(logLevel) }),
  };
}

export function readServerInfo(message: ServerInfo__Output): ServedInfo {
  const { startedAt, uptime, configuration, logLevel, ...told } = message;
  const unknown = { file: '', number: 0, version: '', connectors: 0, streams: 0, lanes: 0 };
  return {
    ...told,
    startedAtMs: readMoment(startedAt),
    uptimeMs: readMoment(uptime),
    logLevel: logLevel === 'LOG_LEVEL_UNSPECIFIED' ? null : logLevelWords.toState(logLevel),
    configuration: configuration ?? unknown,
  };
}
