import type { Emission, JsonSchema, TargetSettings } from '../../connector-api/index.ts';
import { cloudEventSchema } from '../common/message.ts';
import type { NatsSettings, NatsTargetOptions } from './spec.ts';
import { DEFAULT_SUBJECT } from './subject.ts';

const meanings = {
  key: 'The record’s key in its source, percent-encoded, including dots and asterisks.',
  masterKey: 'The hub’s id of the thing.',
  operation: '`upsert` or `delete`.',
};

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** Describes what the company's services can read, for the AsyncAPI document. */
export function natsEmission({ servers, tls }: NatsSettings, lane: TargetSettings): Emission {
  const options = lane.options as NatsTargetOptions;
  const { subject = DEFAULT_SUBJECT, stream, format, type, source } = options;
  const address = subject.replaceAll('{entity}', lane.entity);
  const used = Object.entries(meanings).filter(([name]) => address.includes(`{${name}}`));
  const kept =
    stream === false
      ? 'Delivered to current subscribers, at most once.'
      : `Kept by ${stream === undefined ? 'the stream that has this subject' : `the stream ${stream}`}, once within its duplicate window.`;
  const isEnvelope = format === 'cloudevents';
  return {
    servers: servers.map((server) => ({
      protocol: tls || server.startsWith('tls://') ? 'tls' : 'nats',
      host: server.replace(/^\w+:\/\//, ''),
    })),
    address,
    parameters: Object.fromEntries(used),
    description: `A message for each change, in order per record. ${kept}`,
    contentType: isEnvelope ? 'application/cloudevents+json' : 'application/json',
    headers: {
      type: 'object',
      required: ['Nats-Msg-Id'],
      properties: {
        'Nats-Msg-Id': text('The same for every attempt to deliver a change.'),
        ...(isEnvelope
          ? {}
          : {
              'stellwerk-operation': { type: 'string', enum: ['upsert', 'delete'] },
              'stellwerk-key': text('The record’s key in its source, percent-encoded.'),
              'stellwerk-version': text('Order of the changes of one record: larger is newer.'),
            }),
        traceparent: text(
          'Present when the change is traced; continue that trace (W3C Trace Context).',
        ),
      },
    },
    bindings: {},
    payload: (document) =>
      isEnvelope ? cloudEventSchema(lane, { type, source }, document) : document,
  };
}
