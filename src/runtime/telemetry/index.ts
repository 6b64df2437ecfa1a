import type { Telemetry, TelemetryParts } from './open-telemetry.ts';
import type { TelemetrySettings } from './settings.ts';

/** Traces by OpenTelemetry, whose home this is. */
export { DEFAULT_SAMPLE, telemetryOf } from './settings.ts';
export type { Telemetry, TelemetrySettings };

/** Begins to trace. The SDK is loaded here and not before, so that a hub without traces does not pay its start. */
export async function openTelemetry(parts: TelemetryParts): Promise<Telemetry> {
  const { startTracing } = await import('./open-telemetry.ts');
  return startTracing(parts);
}
