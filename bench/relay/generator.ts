import type { SourceRecord } from '../../src/connector-api/index.ts';
import { defineConnector } from '../../src/connector-api/index.ts';
import { recordAt } from './workload.ts';

interface Settings {
  readonly records: number;
  readonly invalidEvery?: number;
}

/** A source that generates its records, so that a relay measures only the hub and no other system. */
export default defineConnector<Settings>({
  kind: 'generator',
  summary: 'Makes up product records for the relay bench.',
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['records'],
    properties: {
      records: { type: 'integer', minimum: 1, description: 'How many in all.' },
      invalidEvery: {
        type: 'integer',
        minimum: 1,
        description: 'Every so many records one is invalid; none when unset.',
      },
    },
  },
  sourceOptions: {},
  open({ records, invalidEvery }) {
    return {
      check: () => Promise.resolve(),
      close: () => Promise.resolve(),
      source: () => ({
        read({ cursor, limit }) {
          const from = typeof cursor?.next === 'number' ? cursor.next : 0;
          const next = Math.min(from + limit, records);
          const page: SourceRecord[] = [];
          for (let index = from; index < next; index++)
            page.push(recordAt(index, records, { invalidEvery }));
          return Promise.resolve({
            records: page,
            rejected: [],
            cursor: { next },
            more: next < records,
          });
        },
      }),
    };
  },
});
