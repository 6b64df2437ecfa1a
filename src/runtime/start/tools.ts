import type { Workers } from '../../workers/index.ts';
import { openWorkers } from '../../workers/index.ts';
import type { Door } from '../door.ts';
import { openDoor } from '../door.ts';
import type { HubMetrics } from '../metrics/index.ts';
import { openMetrics } from '../metrics/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import { openTelemetry, telemetryOf } from '../telemetry/index.ts';
import type { StartContext } from './context.ts';
import type { Connections } from './servers.ts';

export interface Tools {
  readonly metrics: HubMetrics;
  /** Null: nothing is traced. */
  readonly telemetry: Telemetry | null;
  readonly workers: Workers;
  /** Opened before any record flows, since its certificates may be unusable. */
  readonly door: Door;
}

/**
 * Opens metrics, tracing, worker threads for streams and lanes, and access control.
 * @throws Failure SETUP_FAILED
 */
export async function openTools(parts: StartContext & Connections): Promise<Tools> {
  const { plan, env, namespace, log, opened, store } = parts;
  const { stateDir } = parts.options;
  const door = await openDoor({ settings: plan.hub, store, stateDir, log, opened });
  const metrics = openMetrics();
  const settings = telemetryOf(plan.hub.telemetry, env);
  const telemetry = settings && (await openTelemetry({ settings, namespace, log }));
  opened.defer(async () => telemetry?.close());
  const workers = openWorkers();
  opened.defer(() => workers.close());
  return { metrics, telemetry, workers, door };
}
