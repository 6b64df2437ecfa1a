import type { Properties } from './schema-words.ts';
import { priority, text } from './schema-words.ts';

/** Keys of a stream; `from` and `to` are described by their kinds. */
export const streamKeys: Properties = {
  from: { type: 'object', description: 'Where records come from.' },
  every: text('Interval of reading, as `5m`; at least 1s.'),
  cron: text('Times of reading as a cron expression, instead of `every`.'),
  timeZone: text('IANA time zone of `cron`, `between` and `days`; default UTC.'),
  between: text('Working hours, as `08:00-18:00`: the stream is read by itself only then.'),
  days: text('Working days, as `mon-fri` or `mon,wed,sat`; default all.'),
  jitter: text('Each reading begins up to so much later, by chance, as `30s`; default 0s.'),
  overlap: {
    enum: ['queue', 'skip'],
    description:
      'A time at which the run before is still at work: `queue` (default) makes one more run after it, `skip` none.',
  },
  catchUp: {
    enum: ['once', 'none'],
    description:
      'Times at which no hub was at work: `once` (default) makes up for all of them by one run, `none` waits for the next time.',
  },
  semantics: {
    enum: ['state', 'event'],
    description:
      '`state` (default): the newest version of a thing counts. `event`: each is delivered, in order.',
  },
  conflate: {
    type: 'boolean',
    description:
      'State only: the log keeps the newest version of each key, so that a backlog shrinks instead of growing. Default false.',
  },
  priority: priority(
    'Who goes first where streams and lanes share something, as the budget of an account: `high`, `normal` (default) or `low`. What is imported counts as `low`.',
  ),
  pageSize: {
    type: 'integer',
    minimum: 1,
    maximum: 10_000,
    description: 'Records per page; default 1000.',
  },
  personal: {
    type: 'array',
    items: { type: 'string', minLength: 1 },
    description:
      'Fields of the source’s documents that are personal, as `email`, `address.street` or `/address/street`: viewers see them masked, and each record is a message of its own in the log.',
  },
  limits: {
    type: 'object',
    additionalProperties: false,
    description:
      'What the log holds. A full log makes its source wait; nothing unsettled is dropped.',
    properties: {
      age: text('Settled history is kept this long, or `none` for ever; default 30d.'),
      bytes: text(
        'Size at most, as `10GB`, which NATS sets aside at once; default `none`: what its store holds.',
      ),
      records: { type: 'integer', minimum: 1, description: 'Records at most.' },
      perKey: {
        type: 'integer',
        minimum: 1,
        description: 'Versions kept of one key; `conflate` keeps one.',
      },
    },
  },
  validate: {
    type: ['string', 'object'],
    description: 'JSON Schema (or its file) that every record must fulfil.',
  },
  to: {
    type: 'array',
    minItems: 1,
    items: { type: 'object' },
    description: 'Targets, one lane each.',
  },
};
