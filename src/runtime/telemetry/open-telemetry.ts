import { setTimeout as wait } from 'node:timers/promises';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { packageVersion } from '../../control/index.ts';
import type { TracedRequest } from '../../connector-api/index.ts';
import type { IntakeTracing, SettledBatch } from '../../pipeline/index.ts';
import type { Logger } from '../log.ts';
import { traceIntake } from './intake-traces.ts';
import { traceBatch } from './lane-traces.ts';
import { traceRequest } from './request-traces.ts';
import type { TelemetrySettings } from './settings.ts';
import { watched } from './watched-exporter.ts';

/** Spans that wait to be exported, about 2 KB each; further ones are dropped. An unavailable collector never delays a record. */
const MAX_WAITING_SPANS = 8_192;
const EXPORT_TIMEOUT_MS = 10_000;
/** Time limit for sending the remaining spans when the hub stops; then they are given up. */
const FLUSH_MS = 3_000;

/** Sends traces to a collector. */
export interface Telemetry {
  readonly intake: IntakeTracing;
  /** Called with each settled batch. */
  settled(batch: SettledBatch): void;
  /** Begins the trace of a request with several records of a lane. @param traceParents of the traced ones */
  request(lane: string, traceParents: readonly string[]): TracedRequest;
  /** Sends the remaining spans. */
  close(): Promise<void>;
}

export interface TelemetryParts {
  readonly settings: TelemetrySettings;
  readonly namespace: string;
  readonly log: Logger;
}

/** Starts tracing with the OpenTelemetry SDK, which also reads its own OTEL_ variables. Sets nothing global. */
export function startTracing({ settings, namespace, log }: TelemetryParts): Telemetry {
  const exporter = new OTLPTraceExporter({
    ...(settings.otlp === null ? {} : { url: tracesUrl(settings.otlp), headers: settings.headers }),
    timeoutMillis: EXPORT_TIMEOUT_MS,
  });
  const processor = new BatchSpanProcessor({
    exporter: watched(exporter, log),
    maxQueueSize: MAX_WAITING_SPANS,
    exportTimeoutMillis: EXPORT_TIMEOUT_MS,
    scheduledDelayMillis: 1_000,
  });
  const resource = resourceFromAttributes({
    'service.name': 'stellwerk',
    'service.version': packageVersion(),
    'service.namespace': namespace,
  }).merge(detectResources({ detectors: [envDetector] }));
  const provider = new TracerProvider({ resource, spanProcessors: [processor] });
  const tracer = provider.getTracer('stellwerk', packageVersion());
  return {
    intake: traceIntake(tracer, settings.sample),
    settled: (batch) => traceBatch(tracer, batch),
    request: (lane, traceParents) => traceRequest(tracer, lane, traceParents),
    async close() {
      const late = new AbortController();
      const ended = provider.shutdown().catch((error: unknown) => {
        log.warn({ err: error }, 'the last traces were not sent');
      });
      const limit = wait(FLUSH_MS, undefined, { signal: late.signal }).catch(() => undefined);
      await Promise.race([ended, limit]);
      late.abort();
    },
  };
}

/** Appends the path, as OTLP specifies for a base address. */
function tracesUrl(base: string): string {
  return `${base.replace(/\/+$/, '')}/v1/traces`;
}
