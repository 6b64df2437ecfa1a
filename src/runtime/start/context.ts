import type { HubPlan } from '../config/index.ts';
import { loadConfig, secretsIn } from '../config/index.ts';
import type { Logger } from '../log.ts';
import { openLog } from '../log.ts';
import type { HubOptions } from './options.ts';

/** What every stage of a start works by. */
export interface StartContext {
  readonly options: HubOptions;
  readonly env: NodeJS.ProcessEnv;
  readonly plan: HubPlan;
  readonly namespace: string;
  readonly log: Logger;
  /** Told of what no line of the log may hold any more. */
  readonly hide: (secrets: readonly string[]) => void;
  /** Takes what closes each thing, the last first: when a later stage fails, else when the hub stops. */
  readonly opened: AsyncDisposableStack;
}

/**
 * The configuration, and a log that repeats none of its secrets. Nothing is opened yet.
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
