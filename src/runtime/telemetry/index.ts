/** Traces by OpenTelemetry, whose home this is. */
export { openTelemetry } from './open-telemetry.ts';
export type { Telemetry } from './open-telemetry.ts';
export { DEFAULT_SAMPLE, telemetryOf } from './settings.ts';
export type { TelemetrySettings } from './settings.ts';
