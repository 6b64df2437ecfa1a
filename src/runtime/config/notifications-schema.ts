import type { JsonSchema } from '../../domain/index.ts';
import { alertKinds, WEB_ADDRESS } from '../../domain/index.ts';
import { text } from './schema-words.ts';

/** The key `hub.notifications`. */
export const notificationsSchema: JsonSchema = {
  type: 'array',
  description:
    'Receivers that are notified when something is wrong, and again when it is resolved.',
  items: {
    type: 'object',
    additionalProperties: false,
    required: ['kind'],
    properties: {
      kind: { enum: ['webhook', 'mail'], description: 'How the message is sent.' },
      name: text(
        'Identifies it in the log and across restarts; default: derived from kind and address.',
      ),
      on: {
        type: 'array',
        minItems: 1,
        items: { enum: [...alertKinds] },
        description: 'What to report; default: everything.',
      },
      after: text(
        'How long a trouble must last, or be resolved, before it is reported; default 2m.',
      ),
      repeat: text('After how long a lasting trouble is reported again; default 4h.'),
      url: {
        type: 'string',
        pattern: WEB_ADDRESS,
        'x-secret': true,
        description: 'For `webhook`: the URL to post to, without user and password.',
      },
      secret: {
        type: 'string',
        minLength: 1,
        'x-secret': true,
        description: 'For `webhook`: the signing key, whsec_ and base64 (Standard Webhooks).',
      },
      smtp: {
        type: 'string',
        pattern: '^smtps?://',
        'x-secret': true,
        description: 'For `mail`: the server, such as smtp://user:password@host:587.',
      },
      from: text('For `mail`: the sender.'),
      to: {
        type: 'array',
        minItems: 1,
        items: { type: 'string', minLength: 3 },
        description: 'For `mail`: the receivers.',
      },
    },
  },
};
