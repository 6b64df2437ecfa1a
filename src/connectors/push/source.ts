import type { Source } from '../../connector-api/index.ts';

/** There is nothing to be read: whatever the system tells comes by itself. */
export const silentSource: Source = {
  isSilent: true,
  read: async ({ cursor }) => ({ records: [], rejected: [], cursor: cursor ?? {}, more: false }),
};
