import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;
/** Current values of a family of figures: one per set of labels. */
export type Readings = Iterable<readonly [labels: Labels, value: number]>;

interface Family {
  readonly registry: Registry;
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** Called at each scrape. */
  readonly read: () => Readings | Promise<Readings>;
}

/**
 * Registers a gauge that is read at each scrape. What is not read, because it has disappeared or its server is away, is
 * left out, and not 0.
 */
export function gauge({ registry, name, help, labelNames = [], read }: Family) {
  new Gauge({
    ...{ name, help, labelNames },
    registers: [registry],
    async collect() {
      const readings = await read();
      this.reset();
      // The library sets a gauge without labels back to 0.
      if (labelNames.length === 0) this.remove();
      for (const [labels, value] of readings) this.set(labels, value);
    },
  });
}

/** Registers a counter that the hub keeps itself, in PostgreSQL, so that it continues after a restart. */
export function total({ registry, name, help, labelNames = [], read }: Family) {
  new Counter({
    ...{ name, help, labelNames },
    registers: [registry],
    async collect() {
      const readings = await read();
      this.reset();
      for (const [labels, value] of readings) this.inc(labels, value);
    },
  });
}

/** Yields one series per state; the current one is 1. So a graph or a rule can name a state. */
export function* states<S extends string>(
  labels: Labels,
  all: readonly S[],
  current: S,
): Generator<readonly [Labels, number]> {
  for (const state of all) yield [{ ...labels, state }, state === current ? 1 : 0];
}
