import { collectDefaultMetrics, Registry } from 'prom-client';
import { packageVersion } from '../../control/index.ts';
import type { MetricsPort } from '../../web/index.ts';
import type { BatchMeter } from './batch-meter.ts';
import { meterBatches } from './batch-meter.ts';
import type { Family } from './family.ts';
import { labelsOf, textOf } from './family.ts';
import type { LandscapeView } from './landscape-metrics.ts';
import { landscapeFamilies, seen } from './landscape-metrics.ts';
import type { ServerParts } from './server-metrics.ts';
import { serverFamilies } from './server-metrics.ts';
import { troubleFamilies } from './trouble-metrics.ts';

export interface HubMetrics extends MetricsPort {
  readonly batches: BatchMeter;
  /** Adds the figures that are known only once the hub is assembled. */
  show(hub: LandscapeView, parts: ServerParts): void;
}

/**
 * Opens the metrics of one hub: those of the process (Node's defaults, including the event loop), and after `show`
 * those of its work. These are written here: the library takes nine times as long for the series of 10,000 streams.
 */
export function openMetrics(): HubMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const batches = meterBatches();
  let shown: { readonly hub: LandscapeView; readonly families: readonly Family[] } | null = null;
  return {
    batches,
    show(hub, parts) {
      const families = [
        buildInfo(),
        ...landscapeFamilies(parts.bus.growth),
        ...batches.families,
        ...troubleFamilies(hub, parts.store),
        ...serverFamilies(parts),
      ];
      shown = { hub, families };
    },
    async expose() {
      const ofProcess = await registry.metrics();
      const ofWork = shown ? await textOf(shown.families, seen(shown.hub)) : [];
      return { contentType: registry.contentType, text: joined(ofProcess, ofWork) };
    },
  };
}

function buildInfo(): Family {
  const labels = labelsOf({ version: packageVersion() });
  return {
    type: 'gauge',
    name: 'stellwerk_build_info',
    help: 'Always 1; the version is its label.',
    read: () => [[labels, 1]],
  };
}

function* joined(one: string, others: Iterable<string>): Generator<string> {
  yield one;
  yield* others;
}
