import type { Emission, JsonSchema, TargetSettings } from '../../connector-api/index.ts';
import { cloudEventSchema } from '../common/message.ts';
import type { WebhookSettings, WebhookTargetOptions } from './spec.ts';
import { contentTypes } from './spec.ts';

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** Describes what a subscriber receives, for the AsyncAPI document. */
export function webhookEmission({ url }: WebhookSettings, lane: TargetSettings): Emission {
  const { format = 'document', type, source } = lane.options as WebhookTargetOptions;
  const { protocol, host, pathname } = new URL(url);
  const around = (document: JsonSchema) => cloudEventSchema(lane, { type, source }, document);
  return {
    servers: [{ protocol: protocol.replace(':', ''), host }],
    address: pathname,
    parameters: {},
    description:
      'A POST for each change, at least once and in order per record. Signed as in Standard Webhooks; drop events whose webhook-id you know.',
    contentType: contentTypes[format],
    headers: {
      type: 'object',
      required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
      properties: {
        'webhook-id': text('The same for every attempt to deliver a change.'),
        'webhook-timestamp': text('When this attempt was made, in seconds since the Unix epoch.'),
        'webhook-signature': text(
          '`v1,` and the HMAC-SHA256 in base64 of id, timestamp and body, joined by dots; one per active secret, separated by spaces.',
        ),
        ...(format === 'document'
          ? { 'stellwerk-operation': { type: 'string', enum: ['upsert', 'delete'] } }
          : {}),
        traceparent: text(
          'Present when the change is traced; continue that trace (W3C Trace Context).',
        ),
      },
    },
    bindings: { http: { method: 'POST' } },
    payload(document) {
      if (format === 'document') return document;
      return format === 'cloudevents'
        ? around(document)
        : { type: 'array', minItems: 1, items: around(document) };
    },
  };
}
