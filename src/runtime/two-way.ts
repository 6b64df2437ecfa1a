import type { Target } from '../connector-api/index.ts';
import { Mutex } from '../domain/index.ts';
import type { TwoWayFlow } from '../pipeline/index.ts';
import type { Store } from '../store/index.ts';
import type { LanePlan } from './config/index.ts';
import type { LaneAtWork } from './lane-effects.ts';

/** The two-way flows: keeps the two lanes of each from working at the same time, whichever of them restarts. */
export class TwoWayFlows {
  readonly #store: Store;
  readonly #lanes: ReadonlyMap<string, LaneAtWork>;
  readonly #atWork = new Mutex();

  /** @param lanes the running lanes; a live map */
  constructor(store: Store, lanes: ReadonlyMap<string, LaneAtWork>) {
    this.#store = store;
    this.#lanes = lanes;
  }

  /** Null when the lane goes one way. */
  of({ name: lane, twoWay }: LanePlan): TwoWayFlow | null {
    if (twoWay === null) return null;
    const { flow: name, side, shared, rule, sharesKeys, deleted } = twoWay;
    return {
      ...{ name, side, shared, rule, sharesKeys, deleted },
      enter: (signal) => this.#atWork.enter(name, signal),
      targetBack: () => this.#targetBack(name, lane),
      load: (masterKeys) => this.#store.twoWay.load(name, masterKeys),
      intend: (writes) => this.#store.twoWay.intend(name, writes),
    };
  }

  /** Returns the target of the flow's other lane; the two start and end together. */
  #targetBack(flow: string, lane: string): Target {
    const back = [...this.#lanes.values()].find(
      ({ plan }) => plan.twoWay?.flow === flow && plan.name !== lane,
    );
    if (!back) throw new Error(`flow ${flow} has no lane but ${lane}`);
    return back.lane.target;
  }
}
