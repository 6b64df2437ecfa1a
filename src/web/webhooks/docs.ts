import { comeAgain, count, problem } from '../docs.ts';

/** Describes webhooks in the OpenAPI document. */
export const webhookDocs = {
  tags: ['webhooks'],
  summary: 'Receive a webhook of a connector',
  description:
    'Verified by its signature over the bytes as received. 2xx means: stored and fsynced, now or earlier. The body has the sender’s form; `from.webhook` of a stream says where its records are.',
  params: {
    type: 'object',
    required: ['connector'],
    properties: {
      connector: { type: 'string', description: 'Name of the connector.' },
      name: { type: 'string', description: 'Name of the feed, where a stream has one.' },
    },
  },
  body: { content: { 'application/json': { schema: {} } } },
  response: {
    200: {
      description: 'All its records are stored durably.',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['stored', 'duplicates', 'rejected'],
            properties: { stored: count, duplicates: count, rejected: count },
          },
        },
      },
    },
    400: { ...problem, description: 'Not fresh: sent too long ago, or in the future.' },
    401: { ...problem, description: 'The signature is missing or does not match.' },
    403: { ...problem, description: 'Not from this address.' },
    404: { ...problem, description: 'No stream receives webhooks here.' },
    413: problem,
    415: problem,
    422: { ...problem, description: 'No record can be made of it; it is kept as a dead letter.' },
    429: comeAgain,
    503: comeAgain,
  },
} as const;
