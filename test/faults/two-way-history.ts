export type SideName = 'shop' | 'office';

/** What a side of a two-way flow held of a thing from a write on, by the flow's names of the fields. */
export interface Held {
  readonly key: string;
  readonly byPerson: boolean;
  /** It was deleted by the write; the fields are those that it had. */
  readonly gone: boolean;
  readonly fields: Readonly<Record<string, string | null>>;
}

/** What each side ever held, in its own order. */
export type Sides = Readonly<Record<SideName, readonly Held[]>>;

/** What became of the things of a flow. No value may have been given twice by people. */
export interface TwoWayHistory {
  readonly flow: string;
  readonly conflict: 'owner-wins' | 'last-writer';
  /** Whose word counts, for each field that both keep. */
  readonly owners: Readonly<Record<string, SideName>>;
  readonly sides: Sides;
  /** What was written, on either side, when everything had been settled and both lanes went through their logs again. */
  readonly writtenAgain: readonly Held[];
}
