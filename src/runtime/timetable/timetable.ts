/** Hours within which a stream is read by itself, by the clock on the wall in the timetable's zone. */
export interface WorkingHours {
  /** Minutes since midnight at which they begin, 0 to 1,439. */
  readonly fromMinute: number;
  /** At which they have ended, 1 to 1,440. Not after `fromMinute`: on the day after. */
  readonly untilMinute: number;
  /** Days on which they begin, 0 (Sunday) to 6; at least one. */
  readonly days: readonly number[];
}

/** When a stream is read by itself. */
export interface Timetable {
  /** At least 1,000 ms between two times, or a cron expression: five fields (minute first), six (second first), a word as `@daily`. */
  readonly beat: { readonly everyMs: number } | { readonly cron: string };
  /** IANA name, as `Europe/Berlin`, of `cron` and `hours`. */
  readonly timeZone: string;
  /** Null: at all hours. */
  readonly hours: WorkingHours | null;
  /** Each reading begins up to so many ms after its time, by chance, so that not all streams begin at once. */
  readonly jitterMs: number;
  /** What a time comes to at which the run before is still at work: one more run after it, or nothing. */
  readonly overlap: 'queue' | 'skip';
  /** What times come to at which no hub was at work: one run for all of them, or none. */
  readonly catchUp: 'once' | 'none';
}

/** What a timetable is unless it says otherwise. */
export const plainTimetable: Omit<Timetable, 'beat'> = {
  timeZone: 'UTC',
  hours: null,
  jitterMs: 0,
  overlap: 'queue',
  catchUp: 'once',
};

export const dayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
