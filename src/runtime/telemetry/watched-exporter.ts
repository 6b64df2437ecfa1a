import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../log.ts';

const QUIET_MS = 60_000;

/** Logs that traces do not arrive, at most once a minute; the SDK itself does not log it. */
export function watched(exporter: SpanExporter, log: Logger): SpanExporter {
  let toldAtMs = -Infinity;
  let lost = 0;
  return {
    export(spans: ReadableSpan[], done) {
      exporter.export(spans, (result) => {
        if (result.error) lost += spans.length;
        if (result.error && performance.now() - toldAtMs > QUIET_MS) {
          log.warn({ err: result.error, lost }, 'traces do not reach their collector');
          toldAtMs = performance.now();
          lost = 0;
        }
        done(result);
      });
    },
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  };
}
