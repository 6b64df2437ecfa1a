import type { HubPlan } from '../config/index.ts';
import { loadConfig, secretsIn } from '../config/index.ts';
import type { Logger } from '../log.ts';
import { openLog } from '../log.ts';
import type { HubOptions } from './options.ts';

/** What every stage of a start needs. */
export interface StartContext {
  readonly options: HubOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly plan: HubPlan;
  readonly namespace: string;
  readonly log: Logger;
  /** Called with secrets that must not appear in the log any more. */
  readonly hide: (secrets: readonly string[]) => void;
  /** Closes everything that was opened, in reverse order, when a later stage fails or the hub stops. */
  readonly opened: AsyncDisposableStack;
}

/**
 * Reads the configuration, and opens a log that masks its secrets. Nothing else is opened yet.
 * @throws Failure CONFIG_INVALID with all mistakes
 */
export async function readContext(
  options: HubOptions,
  opened: AsyncDisposableStack,
): Promise<StartContext> {
  const env = options.env ?? process.env;
  const plan = await loadConfig(options.configFile, env);
  const secrets = [...plan.secrets, ...[options.natsUrl, options.databaseUrl].flatMap(secretsIn)];
  return {
    ...{ options, env, plan, opened },
    namespace: options.namespace ?? plan.hub.namespace ?? 'stellwerk',
    log: openLog(options.log ?? 'auto', env.STELLWERK_LOG_LEVEL, secrets),
    hide: (texts) => void secrets.push(...texts),
  };
}
