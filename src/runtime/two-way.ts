import type { TwoWayFlow } from '../pipeline/index.ts';
import { Enclosure } from '../pipeline/index.ts';
import type { Store } from '../store/index.ts';
import type { LanePlan } from './config/index.ts';

/** The flows that go both ways: what keeps the two lanes of each apart, whichever of them begins anew. */
export class TwoWayFlows {
  readonly #store: Store;
  readonly #enclosures = new Map<string, Enclosure>();

  constructor(store: Store) {
    this.#store = store;
  }

  /** Null where the lane goes one way. */
  of({ twoWay }: LanePlan): TwoWayFlow | null {
    if (twoWay === null) return null;
    const { flow: name, side, shared, rule } = twoWay;
    const enclosure = this.#enclosures.get(name) ?? new Enclosure();
    this.#enclosures.set(name, enclosure);
    return {
      ...{ name, side, shared, rule },
      enter: (signal) => enclosure.enter(signal),
      load: (masterKeys) => this.#store.twoWay.load(name, masterKeys),
    };
  }
}
