import { Counter, Gauge } from 'prom-client';
import type { Registry } from 'prom-client';

type Labels = Readonly<Record<string, string>>;
/** What a family of figures is now: one value per set of labels. */
export type Readings = Iterable<readonly [labels: Labels, value: number]>;

interface Family {
  readonly registry: Registry;
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
  /** Called at each scrape. */
  readonly read: () => Readings | Promise<Readings>;
}

/** A figure that goes up and down, read at each scrape; what is gone since the last one is gone from the answer. */
export function gauge({ registry, name, help, labelNames = [], read }: Family) {
  new Gauge({
    ...{ name, help, labelNames },
    registers: [registry],
    async collect() {
      const readings = await read();
      this.reset();
      for (const [labels, value] of readings) this.set(labels, value);
    },
  });
}

/** A sum that the hub keeps itself, in PostgreSQL, so that it goes on after a restart. */
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

/** One series per state, of which the one that holds is 1: so that a graph or a rule can name a state. */
export function* states<S extends string>(
  labels: Labels,
  all: readonly S[],
  current: S,
): Generator<readonly [Labels, number]> {
  for (const state of all) yield [{ ...labels, state }, state === current ? 1 : 0];
}
