import type { JsonSchema } from '../../domain/index.ts';
import { alertKinds } from '../../domain/index.ts';
import { text } from './schema-words.ts';

/** The key `hub.notifications`. */
export const notificationsSchema: JsonSchema = {
  type: 'array',
  description: 'Who is told when something is wrong, and again when it is over.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['kind'],
    properties: {
      kind: { enum: ['webhook', 'mail'], description: 'How the message goes out.' },
      name: text('Tells it from others in log and memory; default: made of kind and address.'),
      on: {
        type: 'array',
        minItems: 1,
        items: { enum: [...alertKinds] },
        description: 'What is told; default: everything.',
      },
      after: text('How long a trouble has to last, or to be gone, before it is told; default 2m.'),
      repeat: text('After how long a trouble that lasts is told again; default 4h.'),
      url: {
        type: 'string',
        pattern: '^https?://',
        'x-secret': true,
        description: 'Of `webhook`: where it is posted to.',
      },
      secret: {
        type: 'string',
        minLength: 1,
        'x-secret': true,
        description: 'Of `webhook`: key of its signature, whsec_ and base64 (Standard Webhooks).',
      },
      smtp: {
        type: 'string',
        pattern: '^smtps?://',
        'x-secret': true,
        description: 'Of `mail`: the server, as smtp://user:password@host:587.',
      },
      from: text('Of `mail`: the sender.'),
      to: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 3 },
        description: 'Of `mail`: the receivers.',
      },
    },
  },
};
