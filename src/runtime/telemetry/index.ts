import type { Telemetry, TelemetryParts } from './open-telemetry.ts';
import type { TelemetrySettings } from './settings.ts';

/** Traces by OpenTelemetry; this folder is the only user of its library. */
export { DEFAULT_SAMPLE, telemetryOf } from './settings.ts';
export type { Telemetry, TelemetrySettings };

/** Starts tracing. Loads the SDK here and not before, so that a hub without traces starts faster. */
export async function openTelemetry(parts: TelemetryParts): Promise<Telemetry> {
  const { startTracing } = await import('./open-telemetry.ts');
  return startTracing(parts);
}
