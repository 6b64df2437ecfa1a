import { comeAgain, count, problem } from '../docs.ts';

/** What the OpenAPI document says of webhooks. */
export const webhookDocs = {
  tags: ['webhooks'],
  summary: 'Take a webhook of a connector',
  description:
    'Judged by its signature over the bytes as they came. 2xx means: stored and fsynced, or stored before. The body is what the sender sends; `from.webhook` of a stream says where its records are.',
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
      description: 'All that it brings is stored durably.',
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
    401: { ...problem, description: 'The signature is missing or does not fit.' },
    403: { ...problem, description: 'Not from this address.' },
    404: { ...problem, description: 'Nobody receives here.' },
    413: problem,
    415: problem,
    422: { ...problem, description: 'No record can be made of it; it is kept as a dead letter.' },
    429: comeAgain,
    503: comeAgain,
  },
} as const;
