import type { ServiceContext } from '../context.ts';
import type { ServerInfoServiceHandlers } from '../gen/stellwerk/control/v1/ServerInfoService.ts';
import { logLevelWords, serverInfoMessage } from '../messages/index.ts';
import { unary } from '../unary.ts';
import { packageVersion } from '../version.ts';

/** Capabilities that clients may rely on beyond the services. Entries are only ever added. */
const features = ['error-details', 'audit-chain'];

export function serverInfoService(
  context: ServiceContext,
  services: readonly string[],
): ServerInfoServiceHandlers {
  return {
    GetServerInfo: unary(context, async () => ({
      info: serverInfoMessage({
        ...(await context.hub.info()),
        version: packageVersion(),
        services,
        features,
      }),
    })),
    SetLogLevel: unary(context, ({ level }) => {
      context.hub.logging.setLevel(logLevelWords.readState(level, 'level'));
      return { level: logLevelWords.toWord(context.hub.logging.level()) };
    }),
  };
}
