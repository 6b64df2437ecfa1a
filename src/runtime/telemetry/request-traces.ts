import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Tracer } from '@opentelemetry/api';
import type { TracedRequest } from '../../connector-api/index.ts';
import { Failure } from '../../domain/index.ts';
import { contextOf, traceParentOf } from './trace-parent.ts';

/** Traces one request of a lane that carries several traced records, as a trace of its own that links to theirs. */
export function traceRequest(
  tracer: Tracer,
  lane: string,
  traceParents: readonly string[],
): TracedRequest {
  const links = traceParents.flatMap((traceParent) => {
    const context = trace.getSpanContext(contextOf(traceParent) ?? ROOT_CONTEXT);
    return context ? [{ context }] : [];
  });
  const attributes = { 'stellwerk.lane': lane };
  const options = { kind: SpanKind.CLIENT, attributes, links };
  const span = tracer.startSpan(`request ${lane}`, options, ROOT_CONTEXT);
  return {
    traceParent: traceParentOf(span),
    end(failure) {
      if (failure !== undefined) {
        const { code } = Failure.from(failure, 'TARGET_UNAVAILABLE');
        span.setStatus({ code: SpanStatusCode.ERROR, message: code });
      }
      span.end();
    },
  };
}
