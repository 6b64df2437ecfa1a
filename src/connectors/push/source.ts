import type { Source } from '../../connector-api/index.ts';

/** There is nothing to read: the system sends its records itself. */
export const silentSource: Source = {
  isSilent: true,
  read: async ({ cursor }) => ({ records: [], rejected: [], cursor: cursor ?? {}, more: false }),
};
