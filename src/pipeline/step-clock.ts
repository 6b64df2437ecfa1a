/** The steps of a lane's path that are timed, in order. */
export const laneSteps = ['validate', 'link', 'map', 'match', 'deliver', 'settle'] as const;
export type LaneStep = (typeof laneSteps)[number];

/** The time of one step of one batch. Moments are in milliseconds since the Unix epoch. */
export interface StepTime {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** The time spent in the step; less than from start to end when other steps ran in between, as with waves of events. */
  readonly tookMs: number;
}

export type StepTimes = Readonly<Partial<Record<LaneStep, StepTime>>>;

/** Measures the steps of one batch. Reads the clock twice per step, whatever the number of records. */
export class StepClock {
  /** Converts the monotonic clock to wall time, so that no step ends before it began when the wall clock is set back. */
  readonly #epochMs = Date.now() - performance.now();
  readonly #times: Partial<Record<LaneStep, StepTime>> = {};

  get times(): StepTimes {
    return this.#times;
  }

  measure<T>(step: LaneStep, work: () => T): T {
    const began = performance.now();
    try {
      return work();
    } finally {
      this.#note(step, began);
    }
  }

  async wait<T>(step: LaneStep, work: () => Promise<T>): Promise<T> {
    const began = performance.now();
    try {
      return await work();
    } finally {
      this.#note(step, began);
    }
  }

  #note(step: LaneStep, began: number): void {
    const ended = performance.now();
    const before = this.#times[step];
    this.#times[step] = {
      startedAtMs: before?.startedAtMs ?? this.#epochMs + began,
      endedAtMs: this.#epochMs + ended,
      tookMs: (before?.tookMs ?? 0) + ended - began,
    };
  }
}
