/** What takes time on a lane's path, in order. */
export const laneSteps = ['validate', 'link', 'map', 'match', 'deliver', 'settle'] as const;
export type LaneStep = (typeof laneSteps)[number];

/** One step of one batch, milliseconds since the Unix epoch. */
export interface StepTime {
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  /** What it took; less than from start to end where other steps came in between, as with events in waves. */
  readonly tookMs: number;
}

export type StepTimes = Readonly<Partial<Record<LaneStep, StepTime>>>;

/** Notes how long the steps of one batch take: two looks at the clock per step, whatever the number of records. */
export class StepClock {
  /** Turns the monotonic clock into the wall's, so that no step ends before it began when the latter is set back. */
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
