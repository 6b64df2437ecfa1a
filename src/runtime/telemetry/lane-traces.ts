import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import type { SettledBatch, StepTimes, TracedDelivery } from '../../pipeline/index.ts';
import { laneSteps } from '../../pipeline/index.ts';
import { contextOf } from './trace-parent.ts';

/**
 * Creates spans for a settled batch afterwards, from the times that the path measured: one per traced record, which
 * continues the record's own trace with the steps it went through, and one for the batch, in a trace of its own. Each
 * links to the other, since a batch belongs to all of its records. A batch without traced records costs nothing.
 */
export function traceBatch(tracer: Tracer, batch: SettledBatch): void {
  if (batch.traced.length === 0) return;
  const { startTime, endTime } = spanOf(batch);
  const common = { 'stellwerk.lane': batch.lane, 'messaging.system': 'nats' };
  const own: Span[] = [];
  for (const delivery of batch.traced) {
    const parent = contextOf(delivery.traceParent);
    if (!parent) continue;
    const attributes = { ...common, ...attributesOf(delivery) };
    const options = { startTime, kind: SpanKind.CONSUMER, attributes };
    const span = tracer.startSpan(`lane ${batch.lane}`, options, parent);
    addSteps(tracer, trace.setSpan(parent, span), batch.steps, delivery.steps);
    const { failure } = delivery;
    if (failure) span.setStatus({ code: SpanStatusCode.ERROR, message: failure.code });
    own.push(span);
  }
  if (own.length === 0) return;
  const whole = tracer.startSpan(
    `batch ${batch.lane}`,
    {
      startTime,
      kind: SpanKind.CONSUMER,
      attributes: { ...common, ...figuresOf(batch) },
      links: own.map((span) => ({ context: span.spanContext() })),
    },
    ROOT_CONTEXT,
  );
  addSteps(tracer, trace.setSpan(ROOT_CONTEXT, whole), batch.steps, laneSteps);
  for (const span of own) {
    span.addLink({ context: whole.spanContext() });
    span.end(endTime);
  }
  whole.end(endTime);
}

/** The system clock may have been moved since the steps read it, so the span covers all of its steps. */
function spanOf({ tookMs, steps }: SettledBatch) {
  const endTime = Math.max(Date.now(), ...Object.values(steps).map(({ endedAtMs }) => endedAtMs));
  const starts = Object.values(steps).map(({ startedAtMs }) => startedAtMs);
  return { startTime: Math.min(endTime - tookMs, ...starts), endTime };
}

function addSteps(
  tracer: Tracer,
  below: Context,
  times: StepTimes,
  steps: TracedDelivery['steps'],
): void {
  for (const step of steps) {
    const time = times[step];
    if (!time) continue;
    const kind = step === 'deliver' || step === 'match' ? SpanKind.CLIENT : SpanKind.INTERNAL;
    const options = { startTime: time.startedAtMs, kind };
    tracer.startSpan(step, options, below).end(Math.max(time.startedAtMs, time.endedAtMs));
  }
}

/** No key, content or message: they may be personal. The record can be found by its seq. */
function attributesOf({ seq, verdict, attempts, failure }: TracedDelivery): Attributes {
  return {
    'stellwerk.seq': seq,
    'stellwerk.verdict': verdict,
    'stellwerk.failed_attempts': attempts,
    ...(failure ? { 'error.type': failure.code } : {}),
  };
}

function figuresOf({ records, counts, firstSeq, lastSeq }: SettledBatch): Attributes {
  return {
    'messaging.batch.message_count': records,
    'stellwerk.first_seq': firstSeq,
    'stellwerk.last_seq': lastSeq,
    'stellwerk.applied': counts.applied,
    'stellwerk.unchanged': counts.unchanged,
    'stellwerk.dead_lettered': counts.deadLettered,
  };
}
