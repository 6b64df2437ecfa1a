import { toRecord } from '../../connector-api/index.ts';
import type { Json, JsonObject } from '../../domain/index.ts';
import { isJsonObject } from '../../domain/index.ts';
import type { Arrival, ArrivalOutcome, Validator } from '../../pipeline/index.ts';
import { inTime } from '../../pipeline/index.ts';
import { deliveryIdOf } from '../delivery-id.ts';
import type { CloudEvent } from './cloud-events.ts';
import type { PushStream } from './port.ts';

/** The result for one record, as reported to its sender. */
export type PushResult =
  | { readonly status: 'stored' | 'duplicate' }
  | { readonly status: 'rejected'; readonly reason: string };

/** One incoming record, or the reason why it cannot be one. */
export type Pushed = Arrival | { readonly reason: string };

export interface PushContext {
  readonly stream: PushStream;
  /** Identifies the request across repetitions: caller and `Idempotency-Key`; null without a key. */
  readonly requestId: readonly string[] | null;
  readonly isDelete: boolean;
  /** Version for records that have none. @param moment microseconds, null for now */
  readonly fallbackVersion: (moment: number | null) => number;
  /** The caller's `traceparent`. */
  readonly traceParent: string | undefined;
}

/**
 * @param text the record as sent: a repeated request with other content does not count as a repetition @param index its position
 * in the request
 */
export function pushedOf(
  document: Json | undefined,
  { text, index }: { readonly text: string; readonly index: number },
  context: PushContext,
): Pushed {
  const { requestId } = context;
  const deliveryId =
    requestId === null ? null : deliveryIdOf('push', ...requestId, String(index), text);
  return arrivalOf(document, { deliveryId, moment: null }, context);
}

/** A repeated event is recognised by its own id, whoever sends it. */
export function pushedEvent(event: CloudEvent | string, context: PushContext): Pushed {
  if (typeof event === 'string') return { reason: event };
  const { source, id, time: moment, data } = event;
  return arrivalOf(data, { deliveryId: deliveryIdOf('event', source, id), moment }, context);
}

/** Stores the valid records and returns the results in order. */
export async function storeAll(
  pushed: readonly Pushed[],
  { stream }: PushContext,
): Promise<readonly PushResult[]> {
  const arrivals = pushed.filter((one) => 'record' in one);
  const outcomes = await stream.store(arrivals);
  const byArrival = new Map(arrivals.map((one, index) => [one as Pushed, outcomes[index]]));
  return pushed.map((one) =>
    'reason' in one ? { status: 'rejected', reason: one.reason } : resultOf(byArrival.get(one)),
  );
}

function arrivalOf(
  document: Json | undefined,
  { deliveryId, moment }: { readonly deliveryId: string | null; readonly moment: number | null },
  { stream, isDelete, fallbackVersion, traceParent }: PushContext,
): Pushed {
  if (!isJsonObject(document)) return { reason: 'a record must be a JSON object' };
  const context = { position: '', fallbackVersion: fallbackVersion(moment) };
  const made = toRecord(document, stream.fields, context);
  if (made.kind === 'rejected') return { reason: made.row.reason };
  const reason = isDelete ? null : objection(document, stream.validate);
  if (reason !== null) return { reason };
  const record = isDelete ? { ...made.record, operation: 'delete' as const } : made.record;
  return { record, deliveryId, traceParent };
}

/** Why the stream's schema refuses the document; null if it accepts it. */
function objection(document: JsonObject, validate: Validator | null): string | null {
  if (validate === null) return null;
  const check = () =>
    validate(document)
      ?.map(({ message }) => message)
      .join('; ') ?? null;
  return validate.mayRunLong ? inTime(check, () => 'validating the record took too long') : check();
}

function resultOf(outcome: ArrivalOutcome | undefined): PushResult {
  if (outcome?.kind === 'rejected') return { status: 'rejected', reason: outcome.row.reason };
  return { status: outcome?.kind ?? 'stored' };
}
