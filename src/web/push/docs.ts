import { comeAgain, count, problem } from '../docs.ts';

const record = {
  type: 'object',
  additionalProperties: true,
  description: 'A record in its source’s form, with the key and version fields of the stream.',
} as const;

const event = {
  type: 'object',
  required: ['specversion', 'id', 'source', 'type'],
  properties: {
    specversion: { type: 'string', const: '1.0' },
    id: { type: 'string', minLength: 1 },
    source: { type: 'string', minLength: 1 },
    type: { type: 'string', minLength: 1 },
    time: { type: 'string', format: 'date-time' },
    data: record,
    data_base64: { type: 'string' },
  },
} as const;

const result = {
  type: 'object',
  required: ['index', 'status'],
  properties: {
    index: { type: 'integer', minimum: 0, description: 'Place in the request, from 0.' },
    status: { type: 'string', enum: ['stored', 'duplicate', 'rejected'] },
    reason: { type: 'string' },
  },
} as const;

const answer = (description: string) => ({
  description,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        required: ['stored', 'duplicates', 'rejected', 'results'],
        properties: {
          ...{ stored: count, duplicates: count, rejected: count },
          results: { type: 'array', items: result },
        },
      },
    },
  },
});

/** Describes the push API in the OpenAPI document. */
export const pushDocs = {
  tags: ['records'],
  operationId: 'pushRecords',
  summary: 'Push records into a stream',
  description:
    'A record, a list, records line by line (streamed, answered line by line), or CloudEvents 1.0 in binary (`ce-` headers), structured or batch mode. `stored` means fsynced. Each line of an NDJSON answer has its `line` number, from 1; the last line holds the totals, or `error` when the request could not be completed.',
  params: {
    type: 'object',
    required: ['stream'],
    properties: { stream: { type: 'string', description: 'Name of the stream.' } },
  },
  querystring: {
    type: 'object',
    properties: {
      operation: {
        type: 'string',
        enum: ['upsert', 'delete'],
        default: 'upsert',
        description: 'The operation of all records of the request.',
      },
      results: {
        type: 'string',
        enum: ['all', 'rejected'],
        default: 'all',
        description: 'Which results an NDJSON answer contains.',
      },
    },
  },
  headers: {
    type: 'object',
    properties: {
      'idempotency-key': {
        type: 'string',
        maxLength: 255,
        description:
          'A repeated request stores only what the first one did not: the same record at the same position is a duplicate.',
      },
    },
  },
  body: {
    content: {
      'application/json': { schema: { oneOf: [record, { type: 'array', items: record }] } },
      'application/x-ndjson': { schema: { type: 'string', description: 'One record per line.' } },
      'application/cloudevents+json': { schema: event },
      'application/cloudevents-batch+json': { schema: { type: 'array', items: event } },
    },
  },
  response: {
    200: answer('The result of each record.'),
    400: problem,
    401: problem,
    403: problem,
    404: { ...problem, description: 'The stream does not exist, or not for this caller.' },
    413: problem,
    415: problem,
    422: answer('Every record was rejected.'),
    429: comeAgain,
    503: comeAgain,
  },
} as const;
