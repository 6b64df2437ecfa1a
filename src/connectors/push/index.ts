import { defineConnector } from '../../connector-api/index.ts';
import { silentSource } from './source.ts';
import { settings, sourceOptions } from './spec.ts';

/** A system that only sends and cannot be read. */
export const push = defineConnector({
  kind: 'push',
  summary:
    'A system that is never read: it sends its changes itself, through webhooks (`webhooks`) or the push API.',
  settings,
  sourceOptions,
  open: () => ({
    check: async () => undefined,
    source: () => silentSource,
    close: async () => undefined,
  }),
});
