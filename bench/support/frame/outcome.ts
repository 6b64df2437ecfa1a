/** The result of a bench. The frame prints it, stores it in `bench/results/` and sums it up; the bench itself never does. */
export interface Outcome {
  /** What the figures depend on: sizes, rates, durability. */
  readonly settings: Readonly<Record<string, string | number | boolean>>;
  /** With `--json` exactly these are printed, one line each. Keep them small: they are stored in the repository. */
  readonly figures: readonly object[];
  /** The same in readable form: a table, and what follows from it. */
  readonly text: string;
  /** The bench's main figure in a few words, for the summary of all benches. */
  readonly headline: string;
  readonly verification: Verification;
}

export interface Verification {
  /** False makes the exit code 1. */
  readonly passed: boolean;
  /** What was checked and found, in one sentence. */
  readonly says: string;
}

/** The module `main.ts` of a bench's folder. */
export interface Bench {
  /** One line for `--list`. */
  readonly about?: string;
  /**
   * A bench without an outcome prints its own output. `--json` and `--no-save` may be among the arguments; the frame handles them.
   */
  main(args: string[]): Promise<Outcome | void>;
}

/** Verifies that nothing was lost, duplicated or written out of order. */
export function verifyCounts(
  found: readonly {
    readonly lost: number;
    readonly duplicated: number;
    readonly outOfOrder: number;
  }[],
  ofWhat = 'every row that was written is in a journal',
): Verification {
  const sum = (pick: (one: (typeof found)[number]) => number) =>
    found.reduce((total, one) => total + pick(one), 0);
  const [lost, duplicated, outOfOrder] = [
    sum((one) => one.lost),
    sum((one) => one.duplicated),
    sum((one) => one.outOfOrder),
  ];
  return {
    passed: lost + duplicated + outOfOrder === 0,
    says: `${ofWhat}: ${lost} lost, ${duplicated} written twice, ${outOfOrder} out of order`,
  };
}
