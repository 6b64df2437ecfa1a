import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span, Tracer } from '@opentelemetry/api';
import type { SourceRecord } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { IntakeTracing, Reading } from '../../pipeline/index.ts';
import { contextOf, isSampled, traceParentOf } from './trace-parent.ts';

/**
 * Traces records from where they enter: a span for the record's way into the log, with child spans for reading its page
 * and storing it. Lanes continue the storing span.
 * @param sample share of the records for which a trace begins here
 */
export function traceIntake(tracer: Tracer, sample: number): IntakeTracing {
  return {
    begin(stream, records, reading) {
      const open: OpenTrace[] = [];
      const marked = records.map((record) => {
        const parent = parentOf(record, sample);
        if (!parent) return untraced(record);
        const { version, operation } = record;
        const attributes = { 'stellwerk.version': version, 'stellwerk.operation': operation };
        const begun = beginTrace(tracer, { stream, attributes, reading, parent });
        open.push(begun);
        return { ...record, traceParent: traceParentOf(begun.store) };
      });
      return { records: marked, end: (failure) => endAll(open, failure) };
    },
    beginRows(stream, count) {
      const open: OpenTrace[] = [];
      const traceParents = new Map<number, string>();
      for (let place = 0; place < count; place++) {
        if (Math.random() >= sample) continue;
        const beginning = { stream, attributes: {}, reading: null, parent: ROOT_CONTEXT };
        const begun = beginTrace(tracer, beginning);
        open.push(begun);
        traceParents.set(place, traceParentOf(begun.store));
      }
      return open.length === 0 ? null : { traceParents, end: (failure) => endAll(open, failure) };
    },
  };
}

interface OpenTrace {
  readonly root: Span;
  readonly store: Span;
}

interface Beginning {
  readonly stream: string;
  /** Attributes known of the record. */
  readonly attributes: Attributes;
  readonly reading: Reading | null;
  readonly parent: Context;
}

/**
 * Returns the parent of a record's trace; null when it is not traced. A trace that the record brings was sampled by its
 * originator.
 */
function parentOf({ traceParent }: SourceRecord, sample: number): Context | null {
  const brought = traceParent === undefined ? null : contextOf(traceParent);
  if (brought) return isSampled(brought) ? brought : null;
  return Math.random() < sample ? ROOT_CONTEXT : null;
}

/** Removes a trace parent that is not sampled: only the hub's own decision reaches the lanes. */
function untraced(record: SourceRecord): SourceRecord {
  if (record.traceParent === undefined) return record;
  const { traceParent: _decidedAgainst, ...rest } = record;
  return rest;
}

function beginTrace(tracer: Tracer, beginning: Beginning): OpenTrace {
  const { stream, reading, parent } = beginning;
  const attributes = { 'stellwerk.stream': stream, ...beginning.attributes };
  const now = Date.now();
  const { startedAtMs: startTime, endedAtMs } = reading ?? { startedAtMs: now, endedAtMs: now };
  const root = tracer.startSpan(`intake ${stream}`, { startTime, attributes }, parent);
  const below = trace.setSpan(parent, root);
  if (reading) {
    tracer.startSpan('read', { startTime, kind: SpanKind.CLIENT }, below).end(endedAtMs);
  }
  const storing = { startTime: endedAtMs, kind: SpanKind.PRODUCER, attributes: onNats };
  return { root, store: tracer.startSpan('store', storing, below) };
}

const onNats = { 'messaging.system': 'nats', 'messaging.operation.type': 'send' };

function endAll(open: readonly OpenTrace[], failure: unknown): void {
  const now = Date.now();
  for (const { root, store } of open) {
    if (failure !== undefined) {
      const { code } = Failure.from(failure, 'BUS_UNAVAILABLE');
      store.setStatus({ code: SpanStatusCode.ERROR, message: code });
    }
    store.end(now);
    root.end(now);
  }
}
