import { defineConnector } from '../../connector-api/index.ts';
import { silentSource } from './source.ts';
import { settings, sourceOptions } from './spec.ts';

/** A system that cannot be asked, only listened to. */
export const push = defineConnector({
  kind: 'push',
  summary:
    'A system that is never read: it tells its changes by itself, by webhooks (`webhooks`) or the push API.',
  settings,
  sourceOptions,
  open: () => ({
    check: async () => undefined,
    source: () => silentSource,
    close: async () => undefined,
  }),
});
