/** Hours within which a stream is read automatically, in local time of the timetable's zone. */
export interface WorkingHours {
  /** Start, in minutes since midnight, 0 to 1,439. */
  readonly fromMinute: number;
  /** End (exclusive), 1 to 1,440. If it is not after `fromMinute`, it is on the next day. */
  readonly untilMinute: number;
  /** Days on which they start, 0 (Sunday) to 6; at least one. */
  readonly days: readonly number[];
}

/** When a stream is read automatically. */
export interface Timetable {
  /**
   * An interval of at least 1,000 ms, or a cron expression: five fields (minute first), six (second first), or a word
   * such as `@daily`.
   */
  readonly beat: { readonly everyMs: number } | { readonly cron: string };
  /** IANA name, such as `Europe/Berlin`, for `cron` and `hours`. */
  readonly timeZone: string;
  /** Null: at all hours. */
  readonly hours: WorkingHours | null;
  /** Each run starts up to this many ms after its time, chosen at random, so that not all streams start at once. */
  readonly jitterMs: number;
  /** What happens at a time when the previous run is still active: one more run after it, or nothing. */
  readonly overlap: 'queue' | 'skip';
  /** What happens for times that passed while no hub was running: one run for all of them, or none. */
  readonly catchUp: 'once' | 'none';
}

/** Defaults of a timetable. */
export const plainTimetable: Omit<Timetable, 'beat'> = {
  timeZone: 'UTC',
  hours: null,
  jitterMs: 0,
  overlap: 'queue',
  catchUp: 'once',
};

export const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
