import { createHash } from 'node:crypto';
import type { BusConnection } from '../bus/index.ts';
import type { ServerInfo } from '../domain/index.ts';
import { canonicalJson } from '../domain/index.ts';
import type { Store } from '../store/index.ts';
import type { HubPlan } from './config/index.ts';

const VERSION_DIGITS = 12;

export interface ServerParts {
  readonly plan: HubPlan;
  readonly bus: BusConnection;
  readonly store: Store;
  readonly namespace: string;
  readonly startedAtMs: number;
}

/** @returns what tells of the hub at each moment; it throws STORE_UNAVAILABLE while PostgreSQL does not answer */
export function describeServer(parts: ServerParts): () => Promise<ServerInfo> {
  const { plan, bus, store, namespace, startedAtMs } = parts;
  const configuration = {
    file: plan.file,
    version: versionOf(plan),
    connectors: plan.connectors.length,
    streams: plan.streams.length,
    lanes: plan.streams.reduce((sum, { lanes }) => sum + lanes.length, 0),
  };
  return async () => ({
    namespace,
    startedAtMs,
    uptimeMs: Date.now() - startedAtMs,
    nodeVersion: process.versions.node,
    natsVersion: bus.nc.info?.version ?? 'unknown',
    postgresVersion: await store.serverVersion(),
    configuration,
  });
}

/** Of the settings without secrets, so that the name gives nobody a way to try out passwords. */
function versionOf({ masked }: HubPlan): string {
  const hash = createHash('sha256').update(canonicalJson(masked)).digest('hex');
  return hash.slice(0, VERSION_DIGITS);
}
