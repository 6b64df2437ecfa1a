/** Passes only the first few records per lane and kind. */
export class Quota {
  readonly #limit: number;
  readonly #told = new Map<string, number>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @param kindOf null for a record that is not reported */
  *take<Told extends { readonly lane: string | null }>(
    records: readonly Told[],
    kindOf: (record: Told) => string | null,
  ): Generator<{ readonly kind: 'record'; readonly record: Told }> {
    for (const record of records) {
      const kind = kindOf(record);
      if (kind === null) continue;
      const name = `${record.lane ?? ''} ${kind}`;
      const told = this.#told.get(name) ?? 0;
      if (told >= this.#limit) continue;
      this.#told.set(name, told + 1);
      yield { kind: 'record', record };
    }
  }
}
