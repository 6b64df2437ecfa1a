/** Where traces are sent, and how many. */
export interface TelemetrySettings {
  /**
   * Base address of an OpenTelemetry collector, such as `http://127.0.0.1:4318`; null: as the OTEL_ variables of the
   * environment specify.
   */
  readonly otlp: string | null;
  /** Sent with each request to the collector. */
  readonly headers: Readonly<Record<string, string>>;
  /** Share of the records entering here that is traced, 0 to 1. Default 0.01. */
  readonly sample: number;
}

export const DEFAULT_SAMPLE = 0.01;

/** Returns the settings of the configuration, else those of the environment; null when nothing is traced. */
export function telemetryOf(
  configured: TelemetrySettings | undefined,
  env: NodeJS.ProcessEnv,
): TelemetrySettings | null {
  if (configured) return configured;
  const endpoint = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT;
  if (!endpoint || env.OTEL_SDK_DISABLED === 'true') return null;
  const share = Number(env.OTEL_TRACES_SAMPLER_ARG || NaN);
  const sample = share >= 0 && share <= 1 ? share : DEFAULT_SAMPLE;
  return { otlp: null, headers: {}, sample };
}
