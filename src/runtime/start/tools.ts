import type { Workers } from '../../workers/index.ts';
import { openWorkers } from '../../workers/index.ts';
import type { HubMetrics } from '../metrics/index.ts';
import { openMetrics } from '../metrics/index.ts';
import type { Telemetry } from '../telemetry/index.ts';
import { openTelemetry, telemetryOf } from '../telemetry/index.ts';
import type { StartContext } from './context.ts';

export interface Tools {
  readonly metrics: HubMetrics;
  /** Null: nothing is traced. */
  readonly telemetry: Telemetry | null;
  readonly workers: Workers;
}

/** Opens metrics, tracing and worker threads for streams and lanes. */
export async function openTools({
  plan,
  env,
  namespace,
  log,
  opened,
}: StartContext): Promise<Tools> {
  const metrics = openMetrics();
  const settings = telemetryOf(plan.hub.telemetry, env);
  const telemetry = settings && (await openTelemetry({ settings, namespace, log }));
  opened.defer(async () => telemetry?.close());
  const workers = openWorkers();
  opened.defer(() => workers.close());
  return { metrics, telemetry, workers };
}
