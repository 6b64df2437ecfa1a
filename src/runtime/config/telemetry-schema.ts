import type { JsonSchema } from '../../domain/index.ts';

/** The key `hub.telemetry`. */
export const telemetrySchema: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  description:
    'Traces by OpenTelemetry; absent: as OTEL_EXPORTER_OTLP_ENDPOINT says, without that none.',
  required: ['otlp'],
  properties: {
    otlp: {
      type: 'string',
      pattern: '^https?://',
      description: 'Base address of a collector that takes OTLP over HTTP, as http://host:4318.',
    },
    headers: {
      type: 'object',
      additionalProperties: { type: 'string', 'x-secret': true },
      description: 'Sent with each request to it, as its credentials.',
    },
    sample: {
      type: 'number',
      minimum: 0,
      maximum: 1,
      description: 'Share of the records that is traced; default 0.01.',
    },
  },
};
