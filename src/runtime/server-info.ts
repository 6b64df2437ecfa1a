import type { BusConnection } from '../bus/index.ts';
import type { LoggingPort } from '../control/index.ts';
import type { ConfigVersion, ServerInfo } from '../domain/index.ts';
import { contentName } from '../domain/index.ts';
import type { Store } from '../store/index.ts';
import type { HubPlan } from './config/index.ts';

export interface ServerParts {
  /** The file that the hub was started with. */
  readonly file: string;
  readonly inForce: () => { readonly plan: HubPlan; readonly version: ConfigVersion };
  readonly bus: BusConnection;
  readonly store: Store;
  readonly namespace: string;
  readonly startedAtMs: number;
  readonly logging: LoggingPort;
}

/** @returns a function that describes the hub at each call; it throws STORE_UNAVAILABLE while PostgreSQL does not   answer */
export function describeServer(parts: ServerParts): () => Promise<ServerInfo> {
  const { file, inForce, bus, store, namespace, startedAtMs, logging } = parts;
  return async () => ({
    namespace,
    startedAtMs,
    uptimeMs: Date.now() - startedAtMs,
    nodeVersion: process.versions.node,
    natsVersion: bus.nc.info?.version ?? 'unknown',
    postgresVersion: await store.serverVersion(),
    logLevel: logging.level(),
    configuration: { file, ...describe(inForce()) },
  });
}

function describe({
  plan,
  version,
}: ReturnType<ServerParts['inForce']>): Omit<ServerInfo['configuration'], 'file'> {
  return {
    number: version.version,
    version: contentName(version),
    connectors: plan.connectors.length,
    streams: plan.streams.length,
    lanes: plan.streams.reduce((sum, { lanes }) => sum + lanes.length, 0),
  };
}
