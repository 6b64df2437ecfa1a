import type { Properties } from './schema-words.ts';
import { priority, text } from './schema-words.ts';

/** Keys of a stream; `from` and `to` are described by their kinds. */
export const streamKeys: Properties = {
  from: { type: 'object', description: 'Where records come from.' },
  every: text('Interval of the runs, such as `5m`; at least 1s.'),
  cron: text('Times of the runs as a cron expression, instead of `every`.'),
  timeZone: text('IANA time zone of `cron`, `between` and `days`; default UTC.'),
  between: text(
    'Working hours, such as `08:00-18:00`: the stream is read automatically only then.',
  ),
  days: text('Working days, such as `mon-fri` or `mon,wed,sat`; default all.'),
  jitter: text('Longest random delay of each run, such as `30s`; default 0s.'),
  overlap: {
    enum: ['queue', 'skip'],
    description:
      'What happens at a time when the previous run is still active: `queue` (default) makes one more run after it, `skip` none.',
  },
  catchUp: {
    enum: ['once', 'none'],
    description:
      'What happens after times when no hub was running: `once` (default) makes one run for all of them, `none` waits for the next time.',
  },
  semantics: {
    enum: ['state', 'event'],
    description:
      '`state` (default): the newest version of a record counts. `event`: every version is delivered, in order; one that arrives after a newer version of its key counts as superseded, because it may be a repetition. Without a version, events are ordered by their arrival.',
  },
  conflate: {
    type: 'boolean',
    description:
      'State only: the log keeps the newest version of each key, so that a backlog shrinks instead of growing. Default false.',
  },
  priority: priority(
    'Priority when streams and lanes share something, such as the rate limit of an account: `high`, `normal` (default) or `low`. Imported records count as `low`.',
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
      'Personal fields of the source’s documents, such as `email`, `address.street` or `/address/street`: viewers see them masked, and each record is its own message in the log.',
  },
  limits: {
    type: 'object',
    additionalProperties: false,
    description:
      'Limits of the log. A full log makes its source wait; nothing unsettled is dropped.',
    properties: {
      age: text('Settled history is kept this long, or `none` for ever; default 30d.'),
      bytes: text(
        'Maximum size, such as `10GB`, which NATS reserves at once; default `none`: the capacity of its store.',
      ),
      records: { type: 'integer', minimum: 1, description: 'Maximum number of records.' },
      perKey: {
        type: 'integer',
        minimum: 1,
        description: 'Versions kept per key; `conflate` keeps one.',
      },
    },
  },
  validate: {
    type: ['string', 'object'],
    description: 'JSON Schema (or its file) that every record must match.',
  },
  to: {
    type: 'array',
    minItems: 1,
    items: { type: 'object' },
    description: 'Targets, one lane each.',
  },
};
