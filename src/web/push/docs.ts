import { comeAgain, count, problem } from '../docs.ts';

const record = {
  type: 'object',
  additionalProperties: true,
  description:
    'A record as its source would tell it, with the key and version fields of the stream.',
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

/** What the OpenAPI document says of the push API. */
export const pushDocs = {
  tags: ['records'],
  operationId: 'pushRecords',
  summary: 'Push records into a stream',
  description:
    'A record, a list, records line by line (streamed, answered line by line), or CloudEvents 1.0 in binary (`ce-` headers), structured or batch mode. `stored` means fsynced. A line of an NDJSON answer names its `line` from 1; the last one holds the sums, or `error` when it could not go on.',
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
        description: 'What all records of the request say of their things.',
      },
      results: {
        type: 'string',
        enum: ['all', 'rejected'],
        default: 'all',
        description: 'Which results an NDJSON answer tells.',
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
          'A repeated request stores only what the first one did not: the same record at the same place is a duplicate.',
      },
    },
  },
  body: {
    content: {
      'application/json': { schema: { oneOf: [record, { type: 'array', items: record }] } },
      'application/x-ndjson': { schema: { type: 'string', description: 'A record a line.' } },
      'application/cloudevents+json': { schema: event },
      'application/cloudevents-batch+json': { schema: { type: 'array', items: event } },
    },
  },
  response: {
    200: answer('What became of each record.'),
    400: problem,
    401: problem,
    403: problem,
    404: { ...problem, description: 'There is no such stream, or not for this caller.' },
    413: problem,
    415: problem,
    422: answer('Every record was rejected.'),
    429: comeAgain,
    503: comeAgain,
  },
} as const;
