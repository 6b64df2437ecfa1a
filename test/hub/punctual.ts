import { defineConnector } from '../../src/connector-api/index.ts';

/** A source that always returns the same single record: the tests only count its runs. */
export default defineConnector({
  kind: 'punctual',
  summary: 'Has one record.',
  settings: { type: 'object', additionalProperties: false, properties: {} },
  sourceOptions: {},
  open: () => ({
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
    source: () => ({
      read: () =>
        Promise.resolve({
          records: [
            { key: 'one', version: 1, operation: 'upsert' as const, document: { key: 'one' } },
          ],
          rejected: [],
          cursor: {},
          more: false,
        }),
    }),
  }),
});
