import type { JsonSchema } from '../../domain/index.ts';

/** The key `hub.telemetry`. */
export const telemetrySchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description:
    'Traces by OpenTelemetry; absent: to OTEL_EXPORTER_OTLP_ENDPOINT if that is set, otherwise none.',
  required: ['otlp'],
  properties: {
    otlp: {
      type: 'string',
      pattern: '^https?://',
      description: 'Base URL of a collector that accepts OTLP over HTTP, such as http://host:4318.',
    },
    headers: {
      type: 'object',
      additionalProperties: { type: 'string', 'x-secret': true },
      description: 'Headers of each request to the collector, such as credentials.',
    },
    sample: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      description: 'Share of records to trace; default 0.01.',
    },
  },
};
