import { rejectRow, toRecord } from '../../connector-api/index.ts';
import type { Json, JsonObject, RejectedRow } from '../../domain/index.ts';
import { isJsonObject, keyIn } from '../../domain/index.ts';
import type { Arrival, Hint, Semantics } from '../../pipeline/index.ts';
import { deliveryIdOf } from '../delivery-id.ts';
import type { DeliveryFacts } from './delivery.ts';
import { fieldAt } from './delivery.ts';
import type { FedStream } from './port.ts';

/** The content of a delivery for one stream. */
export interface Brought {
  readonly arrivals: readonly Arrival[];
  readonly hints: readonly Hint[];
  readonly rejected: readonly RejectedRow[];
}

export interface DeliveryContext {
  readonly connector: string;
  readonly facts: DeliveryFacts;
  /** Identifies the delivery for people, the same for each repetition. */
  readonly position: string;
  /** Version for records that have none. */
  readonly fallbackVersion: (semantics: Semantics) => number;
  /** The sender's `traceparent`. */
  readonly traceParent: string | undefined;
}

/** Whether a delivery concerns the stream. */
export function concerns({ feed }: FedStream, { topic }: DeliveryFacts): boolean {
  if (feed.topics === null) return true;
  return topic !== null && (feed.topics.has(topic) || feed.deletes.has(topic));
}

/** Extracts the records, or the hints, from a body. */
export function takeOut(stream: FedStream, body: Json, context: DeliveryContext): Brought {
  const { record, hint, deletes } = stream.feed;
  const { id, topic } = context.facts;
  const isDelete = topic !== null && deletes.has(topic);
  const found = record === null ? body : fieldAt(body, record);
  const arrivals: Arrival[] = [];
  const hints: Hint[] = [];
  const rejected: RejectedRow[] = [];
  (Array.isArray(found) ? (found as readonly Json[]) : [found]).forEach((item, index) => {
    const deliveryId =
      id === null ? null : deliveryIdOf('webhook', context.connector, id, String(index));
    const position = `${context.position}, item ${index + 1}`;
    const key = hint === null ? null : keyIn(hint === '.' ? item : fieldAt(item, hint));
    if (hint !== null && key === null) {
      rejected.push(rejectRow(textOf(item), position, `there is no key at "${hint}"`));
    } else if (key !== null && !isDelete) {
      hints.push({ key, deliveryId });
    } else {
      const document = key === null ? item : { [stream.fields.key]: key };
      const made = recordOf(document, stream, { ...context, position }, isDelete);
      if ('reason' in made) rejected.push(made);
      else arrivals.push({ record: made, deliveryId, traceParent: context.traceParent });
    }
  });
  return { arrivals, hints, rejected };
}

function recordOf(
  document: Json | undefined,
  { fields, feed, semantics }: FedStream,
  { position, fallbackVersion }: DeliveryContext,
  isDelete: boolean,
) {
  if (!isJsonObject(document)) {
    const where = feed.record === null ? 'the body' : `"${feed.record}"`;
    return rejectRow(textOf(document), position, `${where} must hold an object or a list of them`);
  }
  // A deleted thing usually has no version.
  const version = isDelete && !hasVersion(document, fields.version) ? null : fields.version;
  const context = { position, fallbackVersion: fallbackVersion(semantics) };
  const made = toRecord(document, { ...fields, version }, context);
  if (made.kind === 'rejected') return made.row;
  return isDelete ? { ...made.record, operation: 'delete' as const } : made.record;
}

function hasVersion(document: JsonObject, field: string | null): boolean {
  return field !== null && document[field] !== undefined && document[field] !== null;
}

function textOf(item: Json | undefined): string {
  return JSON.stringify(item ?? null);
}
