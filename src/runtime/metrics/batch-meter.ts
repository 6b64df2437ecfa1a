import { Histogram } from 'prom-client';
import type { Registry } from 'prom-client';
import type { SettledBatch } from '../../pipeline/index.ts';

/** Called with each settled batch. */
export interface BatchMeter {
  settled(stream: string, connector: string, batch: SettledBatch): void;
}

const DURATION_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const DELAY_BUCKETS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200];
const SIZE_BUCKETS = [1, 10, 100, 500, 1_000, 2_000];

/** Histograms, observed once per batch, so there is no cost per record. */
export function meterBatches(registry: Registry): BatchMeter {
  const common = { labelNames: ['stream', 'connector'], registers: [registry] };
  const duration = new Histogram({
    ...common,
    name: 'stellwerk_lane_batch_duration_seconds',
    help: 'From taking a batch to its settlement.',
    buckets: DURATION_BUCKETS,
  });
  const delay = new Histogram({
    ...common,
    name: 'stellwerk_lane_delay_seconds',
    help: "From the storing of a batch's oldest record to its settlement, waits and outages included.",
    buckets: DELAY_BUCKETS,
  });
  const size = new Histogram({
    ...common,
    name: 'stellwerk_lane_batch_records',
    help: 'Records in a batch.',
    buckets: SIZE_BUCKETS,
  });
  return {
    settled(stream, connector, { tookMs, records, oldestStoredAtMs }) {
      const labels = { stream, connector };
      duration.observe(labels, tookMs / 1_000);
      size.observe(labels, records);
      if (oldestStoredAtMs === null) return;
      delay.observe(labels, Math.max(0, Date.now() - oldestStoredAtMs) / 1_000);
    },
  };
}
