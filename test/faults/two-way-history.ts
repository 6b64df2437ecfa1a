export type SideName = 'shop' | 'office';

/** The state of a thing on one side of a two-way flow after a write, with the flow's field names. */
export interface Held {
  readonly key: string;
  readonly byPerson: boolean;
  /** The write deleted the thing; `fields` holds what it had before. */
  readonly gone: boolean;
  readonly fields: Readonly<Record<string, string | null>>;
}

/** Every state that each side held, in its own order. */
export type Sides = Readonly<Record<SideName, readonly Held[]>>;

/** The history of the things of a flow. No value may have been entered twice by people. */
export interface TwoWayHistory {
  readonly flow: string;
  readonly conflict: 'owner-wins' | 'last-writer';
  /** The side that wins a conflict, for each field that both keep. */
  readonly owners: Readonly<Record<string, SideName>>;
  readonly sides: Sides;
  /** Writes on either side while both lanes read their logs again, after everything had been settled. */
  readonly writtenAgain: readonly Held[];
}
