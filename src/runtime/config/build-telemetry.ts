import { DEFAULT_SAMPLE } from '../telemetry/settings.ts';
import type { TelemetrySettings } from '../telemetry/settings.ts';
import type { RawTelemetry } from './raw.ts';

export function buildTelemetry(raw: RawTelemetry): TelemetrySettings | null {
  const { otlp, headers = {}, sample = DEFAULT_SAMPLE } = raw;
  return otlp === undefined ? null : { otlp, headers, sample }; // Reported by the schema.
}
