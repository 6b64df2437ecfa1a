import { createHash } from 'node:crypto';
import type {
  Delivery,
  JsonObject,
  JsonSchema,
  TargetSettings,
} from '../../connector-api/index.ts';

/** Options for writing a record as a message. */
export type MessageOptions = {
  /** Default `document`. */
  readonly format?: 'document' | 'cloudevents';
  readonly type?: string | undefined;
  readonly source?: string | undefined;
};

export const messageOptions = {
  type: {
    type: 'string',
    minLength: 1,
    description:
      'First part of the CloudEvents `type`, followed by `.changed` or `.deleted`; default: the entity. The specification asks for a reversed domain as prefix, as in com.example.order.',
  },
  source: {
    type: 'string',
    minLength: 1,
    format: 'uri-reference',
    description: 'CloudEvents `source`; default: /stellwerk/<lane>.',
  },
} as const satisfies Readonly<Record<string, JsonSchema>>;

/** Identifies the change for consumers that drop duplicates: the same for every attempt, unique per change. Does not reveal the key. */
export function messageId({ idempotencyKey }: Delivery): string {
  return `msg_${createHash('sha256').update(idempotencyKey).digest('base64url').slice(0, 32)}`;
}

/**
 * Wraps a change in a CloudEvents 1.0 envelope (structured mode). `subject` is the record's key in its source; the extensions
 * `masterkey` and `recordversion` identify the thing and order its changes.
 */
export function cloudEvent(
  settings: TargetSettings,
  options: MessageOptions,
  delivery: Delivery,
): JsonObject {
  const { type, source } = origin(settings, options);
  return {
    specversion: '1.0',
    id: messageId(delivery),
    source,
    type: `${type}.${delivery.operation === 'delete' ? 'deleted' : 'changed'}`,
    subject: delivery.key,
    datacontenttype: 'application/json',
    masterkey: delivery.masterKey,
    recordversion: String(delivery.version),
    data: delivery.document,
  };
}

/** JSON Schema of the envelopes that `cloudEvent` makes for documents of this schema. */
export function cloudEventSchema(
  settings: TargetSettings,
  options: MessageOptions,
  document: JsonSchema,
): JsonSchema {
  const { type, source } = origin(settings, options);
  const text = (description: string): JsonSchema => ({ type: 'string', description });
  const properties = {
    specversion: { const: '1.0' },
    id: text('The same for every attempt to deliver a change.'),
    source: { const: source },
    type: { enum: [`${type}.changed`, `${type}.deleted`] },
    subject: text('The record’s key in its source.'),
    datacontenttype: { const: 'application/json' },
    masterkey: text('The hub’s id of the thing.'),
    recordversion: text('Order of the changes of one record: larger is newer.'),
    data: document,
  };
  return { type: 'object', required: Object.keys(properties), properties };
}

function origin(
  { entity, lane }: TargetSettings,
  { type = entity, source = `/stellwerk/${lane}` }: MessageOptions,
): { readonly type: string; readonly source: string } {
  return { type, source };
}
