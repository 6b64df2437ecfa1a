import type { PlanEvent, PlannedRecord } from '../domain/index.ts';

/** The first so many per lane and effect; those left alone only where they drifted. */
export class Quota {
  readonly #limit: number;
  readonly #told = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  *take(records: readonly PlannedRecord[]): Generator<PlanEvent> {
    for (const record of records) {
      const { lane, effect, drifted } = record;
      if ((effect === 'unchanged' || effect === 'superseded') && !drifted) continue;
      const name = `${lane ?? ''} ${effect}`;
      const told = this.#told.get(name) ?? 0;
      if (told >= this.#limit) continue;
      this.#told.set(name, told + 1);
      yield { kind: 'record', record };
    }
  }
}

/** Tells no more often than that. */
export class Pace {
  readonly #everyMs: number;
  #lastMs = performance.now();

  constructor(everyMs: number) {
    this.#everyMs = everyMs;
  }

  isDue(): boolean {
    const nowMs = performance.now();
    if (nowMs - this.#lastMs < this.#everyMs) return false;
    this.#lastMs = nowMs;
    return true;
  }
}
