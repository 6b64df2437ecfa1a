import { accountFields, ACCOUNT } from './account-fields.ts';
import {
  AMOUNT,
  bookingFields,
  CURRENCY,
  DATE,
  pairsInBookings,
  RATE,
  requiredInBookings,
  REVERSAL,
  SIDE,
} from './booking-fields.ts';
import type { FiscalYears } from './calendar.ts';
import { fiscalYearOf, lastDayOf } from './calendar.ts';
import type { Field } from './fields.ts';
import { byName } from './fields.ts';
import type { Row } from './rows.ts';
import type { ValueRules } from './values.ts';

/** A kind of file that DATEV imports. */
export interface Format {
  readonly category: number;
  readonly name: string;
  readonly version: number;
  readonly fields: readonly Field[];
  readonly names: ReadonlyMap<string, Field>;
  /** Returns what is wrong with a row whose fields fit by themselves. */
  readonly check: (row: Row, rules: ValueRules) => readonly string[];
  /** Whether a row says anything to DATEV. */
  readonly counts: (row: Row) => boolean;
  /** Returns the row that takes another back; null if DATEV keeps what it has got. */
  readonly reverse: (row: Row) => Row | null;
  /** Returns the month that a row belongs to, as `2026-03`; empty text if files of this kind have no period. */
  readonly monthOf: (row: Row) => string;
}

/** The formats by the entity that is written in them. */
export const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  [
    'bookings',
    {
      ...{ category: 21, name: 'Buchungsstapel', version: 13 },
      fields: bookingFields,
      names: byName(bookingFields),
      check: (row, { years, currency }) => [
        ...wrongYear(row[DATE] ?? '', years),
        ...needlessRate(row, currency),
        ...requiredInBookings.filter((one) => row[one] === undefined).map(missing),
        ...pairsInBookings
          .filter(([one, other]) => row[one] !== undefined && row[other] === undefined)
          .map(([one, other]) => `${other} is missing: ${one} needs it`),
      ],
      counts: (row) => row[AMOUNT] !== '0,00',
      // A general reversal: turnover looks as if the booking had never been made.
      reverse: (row) => ({
        ...row,
        [SIDE]: row[SIDE] === 'S' ? 'H' : 'S',
        [REVERSAL]: row[REVERSAL] === '1' ? '0' : '1',
      }),
      monthOf: (row) => (row[DATE] ?? '').slice(0, 7),
    },
  ],
  [
    'accounts',
    {
      ...{ category: 16, name: 'Debitoren/Kreditoren', version: 5 },
      fields: accountFields,
      names: byName(accountFields),
      check: (row, { accountLength }) => {
        const account = row[ACCOUNT];
        if (account === undefined) return [missing(ACCOUNT)];
        return account === '' || account.length === accountLength + 1
          ? []
          : [`${ACCOUNT} is ${account}, but a personal account has ${accountLength + 1} digits`];
      },
      counts: () => true,
      reverse: () => null,
      monthOf: () => '',
    },
  ],
]);

function missing(heading: string): string {
  return `${heading} is missing`;
}

/** A file holds a month, and DATEV takes only files of one fiscal year. */
function wrongYear(day: string, years: FiscalYears): readonly string[] {
  if (day === '') return [];
  const begin = fiscalYearOf(lastDayOf(day.slice(0, 7)), years);
  return day >= begin ? [] : [`${DATE} is ${day}, but a fiscal year begins on ${begin}`];
}

/** A rate converts an amount in another currency into that of the books. */
function needlessRate(row: Row, ofBooks: string): readonly string[] {
  const currency = row[CURRENCY] ?? ofBooks;
  if (!row[RATE] || currency !== ofBooks) return [];
  return [
    `${RATE} is ${row[RATE]}, but the amount is in ${ofBooks}, the currency of the books: name its own in ${CURRENCY}, or leave ${RATE} empty`,
  ];
}
