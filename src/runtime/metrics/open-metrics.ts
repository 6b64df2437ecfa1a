import { collectDefaultMetrics, Registry } from 'prom-client';
import { packageVersion } from '../../control/index.ts';
import type { MetricsPort } from '../../web/index.ts';
import type { BatchMeter } from './batch-meter.ts';
import { meterBatches } from './batch-meter.ts';
import { gauge } from './gauges.ts';
import type { LandscapeView } from './landscape-metrics.ts';
import { addLandscape } from './landscape-metrics.ts';
import type { ServerParts } from './server-metrics.ts';
import { addServers } from './server-metrics.ts';
import { addTroubles } from './trouble-metrics.ts';

export interface HubMetrics extends MetricsPort {
  readonly batches: BatchMeter;
  /** Adds the figures that are known only once the hub is assembled. */
  show(hub: LandscapeView, parts: ServerParts): void;
}

/**
 * Opens the metrics of one hub: those of the process (Node's defaults, including the event loop), and after `show`
 * those of its work.
 */
export function openMetrics(): HubMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const batches = meterBatches(registry);
  return {
    batches,
    show(hub, parts) {
      const version = packageVersion();
      gauge({
        registry,
        name: 'stellwerk_build_info',
        help: 'Always 1; the version is its label.',
        labelNames: ['version'],
        read: () => [[{ version }, 1]],
      });
      addLandscape(registry, hub);
      addTroubles(registry, hub, parts.store);
      addServers(registry, parts);
    },
    async expose() {
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}
