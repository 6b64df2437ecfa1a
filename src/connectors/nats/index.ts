import { defineConnector } from '../../connector-api/index.ts';
import { NatsSystem } from './connection.ts';
import { natsEmission } from './emission.ts';
import { NatsSource } from './source.ts';
import type { NatsSettings } from './spec.ts';
import { settings, sourceOptions, targetOptions } from './spec.ts';
import { NatsTarget } from './target.ts';

/**
 * A company's own NATS, over which its services connect: JetStream streams in, subjects out. It is not the hub's bus, although it
 * may be the same server: it uses another connection, other credentials and other names.
 */
export const nats = defineConnector<NatsSettings>({
  kind: 'nats',
  summary:
    'A company’s own NATS: reads JetStream streams by position, publishes to subjects with acknowledgement and de-duplication.',
  settings,
  sourceOptions,
  targetOptions,
  emits: natsEmission,
  open(natsSettings, context) {
    const system = new NatsSystem(natsSettings, context);
    return {
      async check(signal) {
        const { nc } = await system.use('target', signal);
        await system.limited(nc.flush(), 'target', 'reach the server', signal);
      },
      source: (stream) => new NatsSource(system, stream),
      target: (lane) => new NatsTarget(system, lane, natsSettings.maxInFlight),
      close: () => system.close(),
    };
  },
});
