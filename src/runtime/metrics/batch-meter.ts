import type { SettledBatch } from '../../pipeline/index.ts';
import type { Family, Reading } from './family.ts';

/** Called with each settled batch. */
export interface BatchMeter {
  settled(batch: SettledBatch): void;
}

interface Shape {
  readonly name: string;
  readonly help: string;
  readonly buckets: readonly number[];
  /** Null when the batch has no such figure. */
  readonly figure: (batch: SettledBatch) => number | null;
}

const shapes: readonly Shape[] = [
  {
    name: 'stellwerk_lane_batch_duration_seconds',
    help: 'From taking a batch to its settlement.',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    figure: ({ tookMs }) => tookMs / 1_000,
  },
  {
    name: 'stellwerk_lane_delay_seconds',
    help: "From the storing of a batch's oldest record to its settlement, waits and outages included.",
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 7_200],
    figure: ({ oldestStoredAtMs }) =>
      oldestStoredAtMs === null ? null : Math.max(0, Date.now() - oldestStoredAtMs) / 1_000,
  },
  {
    name: 'stellwerk_lane_batch_records',
    help: 'Records in a batch.',
    buckets: [1, 10, 100, 500, 1_000, 2_000],
    figure: ({ records }) => records,
  },
];

/** Observations of one lane: by the first bucket that holds each, the last being the one without a bound. */
interface Observed {
  readonly counts: number[];
  sum: number;
}

/** Histograms of batches by lane, observed once per batch, so there is no cost per record. */
export function meterBatches(): BatchMeter & { readonly families: readonly Family[] } {
  const histograms = shapes.map((shape) => ({ shape, byLane: new Map<string, Observed>() }));
  return {
    settled(batch) {
      for (const { shape, byLane } of histograms) {
        const value = shape.figure(batch);
        if (value === null) continue;
        const observed = byLane.get(batch.lane) ?? nothingObserved(shape);
        byLane.set(batch.lane, observed);
        observe(observed, shape, value);
      }
    },
    families: histograms.map(({ shape, byLane }) => familyOf(shape, byLane)),
  };
}

function nothingObserved({ buckets }: Shape): Observed {
  return { counts: Array<number>(buckets.length + 1).fill(0), sum: 0 };
}

function observe(observed: Observed, { buckets }: Shape, value: number): void {
  const found = buckets.findIndex((bound) => value <= bound);
  const at = found < 0 ? buckets.length : found;
  observed.counts[at] = (observed.counts[at] ?? 0) + 1;
  observed.sum += value;
}

function familyOf({ name, help, buckets }: Shape, byLane: ReadonlyMap<string, Observed>): Family {
  const bounds = [...buckets.map(String), '+Inf'].map((bound) => `,le="${bound}"`);
  function* series(labels: string, { counts, sum }: Observed): Generator<Reading> {
    let count = 0;
    for (const [at, bound] of bounds.entries()) {
      count += counts[at] ?? 0;
      yield [labels + bound, count, '_bucket'];
    }
    yield [labels, sum, '_sum'];
    yield [labels, count, '_count'];
  }
  return {
    ...{ name, help, type: 'histogram' },
    *read({ lanes }) {
      for (const { labels, status } of lanes) {
        const observed = byLane.get(status.name);
        if (observed) yield* series(labels, observed);
      }
    },
  };
}
