import type { LogLevel } from '../domain/index.ts';
import { Failure } from '../domain/index.ts';
import type { CallLimits } from './client-call.ts';
import { callOnce } from './client-call.ts';
import type { ServiceClients } from './client-orders.ts';
import type { GetServerInfoResponse__Output } from './gen/stellwerk/control/v1/GetServerInfoResponse.ts';
import type { SetLogLevelResponse__Output } from './gen/stellwerk/control/v1/SetLogLevelResponse.ts';
import type { ServedInfo } from './messages/index.ts';
import { logLevelWords, readServerInfo } from './messages/index.ts';

export interface ServerInfoClient {
  /** Describes the hub. */
  info(signal: AbortSignal): Promise<ServedInfo>;
  /** Sets the hub's log level until it restarts. @returns the level now in effect */
  setLogLevel(level: LogLevel, signal: AbortSignal): Promise<LogLevel>;
}

export function serverInfoClient(
  { serverInfo }: Pick<ServiceClients, 'serverInfo'>,
  limitsOf: (signal: AbortSignal) => CallLimits,
): ServerInfoClient {
  return {
    async info(signal) {
      const { info } = await callOnce<GetServerInfoResponse__Output>(
        limitsOf(signal),
        (options, done) => serverInfo.getServerInfo({}, options, done),
      );
      if (info) return readServerInfo(info);
      throw new Failure('INTERNAL', {
        message: 'The hub answered without information about itself.',
      });
    },
    async setLogLevel(level, signal) {
      const request = { level: logLevelWords.toWord(level) };
      const answer = await callOnce<SetLogLevelResponse__Output>(
        limitsOf(signal),
        (options, done) => serverInfo.setLogLevel(request, options, done),
      );
      return logLevelWords.toState(answer.level);
    },
  };
}
