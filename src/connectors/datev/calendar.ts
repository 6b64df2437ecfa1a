import type { DatevSettings } from './spec.ts';

const MOMENT = /^\d{4}-\d\d-\d\d[T ][\d:.]+(Z|[+-]\d\d(:?\d\d)?)$/i;
const DATE = /^(20\d\d)-(\d\d)-(\d\d)(?:[T ][\d:.]+)?$/;

/** Dates as a company's bookkeeping sees them: a moment belongs to the day in its time zone. */
export class Calendar {
  readonly #format: Intl.DateTimeFormat;

  /** @throws RangeError when there is no such time zone */
  constructor(timeZone: string) {
    const [date, time] = ['short', 'medium'] as const;
    // Swedish writes as ISO 8601 does.
    this.#format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: date, timeStyle: time });
  }

  /** Returns the local time of a moment as `2026-03-31 13:45:00`. */
  localTime(atMs: number): string {
    return this.#format.format(atMs);
  }

  /**
   * Reads a date, or a moment with its zone; a time without a zone is local.
   * @returns `2026-03-31`; null when the text is not a day of this century
   */
  readDay(text: string): string | null {
    if (!MOMENT.test(text)) return realDay(text);
    const moment = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')).getTime();
    return Number.isNaN(moment) ? null : realDay(this.localTime(moment));
  }
}

function realDay(text: string): string | null {
  const [, year = '', month = '', day = ''] = DATE.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  const midnight = new Date(`${date}T00:00:00Z`);
  // JavaScript reads 31 February as 3 March.
  const isReal = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(date);
  return isReal ? date : null;
}

/** The last day of a month, as `2026-02-28`. @param month as `2026-02` */
export function lastDayOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** When fiscal years begin. */
export type FiscalYears = Pick<DatevSettings, 'fiscalYearStart' | 'fiscalYears'>;

/** The first day of the fiscal year that a day belongs to. */
export function fiscalYearOf(
  day: string,
  { fiscalYearStart, fiscalYears = [] }: FiscalYears,
): string {
  const [year = 0, month = 0] = day.split('-').map(Number);
  const begin = month < fiscalYearStart ? year - 1 : year;
  const regular = `${begin}-${String(fiscalYearStart).padStart(2, '0')}-01`;
  const sorted = fiscalYears.toSorted();
  const listed = sorted.findLast((one) => one <= day);
  if (listed === undefined) return regular;
  // Behind the last one listed years are regular again.
  return listed === sorted.at(-1) && regular > listed ? regular : listed;
}
