import { writeFile } from 'node:fs/promises';
import { defineConnector } from '../../src/connector-api/index.ts';

/** An empty source that leaves a file when it is read. */
export default defineConnector<{ readonly mark: string }>({
  kind: 'telltale',
  summary: 'Leaves a file when it is read.',
  settings: {
    type: 'object',
    additionalProperties: false,
    required: ['mark'],
    properties: { mark: { type: 'string' } },
  },
  sourceOptions: {},
  open: ({ mark }) => ({
    check: () => Promise.resolve(),
    close: () => Promise.resolve(),
    source: () => ({
      async read() {
        await writeFile(mark, '');
        return { records: [], rejected: [], cursor: {}, more: false };
      },
    }),
  }),
});
