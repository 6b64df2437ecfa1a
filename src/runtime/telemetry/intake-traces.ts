import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Context, Span, Tracer } from '@opentelemetry/api';
import type { SourceRecord } from '../../domain/index.ts';
import { Failure } from '../../domain/index.ts';
import type { IntakeTracing, Reading, TracedPage } from '../../pipeline/index.ts';
import { contextOf, isSampled, traceParentOf } from './trace-parent.ts';

/**
 * Traces of records from where they enter: a span for the record's way into the log, with the reading of its page and the storing
 * below it. Lanes continue the storing.
 * @param sample share of the records that begin a trace here
 */
export function traceIntake(tracer: Tracer, sample: number): IntakeTracing {
  return {
    begin(stream, records, reading) {
      const open: OpenTrace[] = [];
      const marked = records.map((record) => {
        const parent = parentOf(record, sample);
        if (!parent) return untraced(record);
        const begun = beginTrace(tracer, { stream, record, reading, parent });
        open.push(begun);
        return { ...record, traceParent: traceParentOf(begun.store) };
      });
      return pageOf(marked, open);
    },
  };
}

interface OpenTrace {
  readonly root: Span;
  readonly store: Span;
}

interface Beginning {
  readonly stream: string;
  readonly record: SourceRecord;
  readonly reading: Reading | null;
  readonly parent: Context;
}

/** What a record's trace hangs from; null when it is not traced. What it brings was decided by whoever began it. */
function parentOf({ traceParent }: SourceRecord, sample: number): Context | null {
  const brought = traceParent === undefined ? null : contextOf(traceParent);
  if (brought) return isSampled(brought) ? brought : null;
  return Math.random() < sample ? ROOT_CONTEXT : null;
}

/** Nothing but the hub's own decision travels on to the lanes. */
function untraced(record: SourceRecord): SourceRecord {
  if (record.traceParent === undefined) return record;
  const { traceParent: _decidedAgainst, ...rest } = record;
  return rest;
}

function beginTrace(tracer: Tracer, { stream, record, reading, parent }: Beginning): OpenTrace {
  const attributes = {
    'stellwerk.stream': stream,
    'stellwerk.version': record.version,
    'stellwerk.operation': record.operation,
  };
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

function pageOf(records: readonly SourceRecord[], open: readonly OpenTrace[]): TracedPage {
  return {
    records,
    end(failure) {
      const now = Date.now();
      for (const { root, store } of open) {
        if (failure !== undefined) {
          const { code } = Failure.from(failure, 'BUS_UNAVAILABLE');
          store.setStatus({ code: SpanStatusCode.ERROR, message: code });
        }
        store.end(now);
        root.end(now);
      }
    },
  };
}
