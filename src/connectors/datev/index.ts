import path from 'node:path';
import { defineConnector, Failure } from '../../connector-api/index.ts';
import { Books } from './books.ts';
import { Calendar } from './calendar.ts';
import { formats } from './formats.ts';
import type { DatevSettings } from './spec.ts';
import { settings, targetOptions } from './spec.ts';
import { DatevTarget } from './target.ts';

/** Bookings and accounts for DATEV, handed over as EXTF files. */
export const datev = defineConnector<DatevSettings>({
  kind: 'datev',
  summary:
    'Files that DATEV imports (EXTF): bookings (Buchungsstapel) and personal accounts (Debitoren/Kreditoren). Every booking is handed over once; what changes later is reversed and booked anew. Entities: bookings, accounts. The fields of documents are named as the columns of the DATEV format; several rows stand in `rows`.',
  settings,
  targetOptions,
  open(datevSettings, { baseDir, report }) {
    const { timeZone, accountLength, currency } = datevSettings;
    const calendar = calendarOf(timeZone);
    const folder = path.resolve(baseDir, datevSettings.path);
    const books = new Books({
      ...{ folder, settings: datevSettings, calendar, now: Date.now },
      ...(report ? { report } : {}),
    });
    return {
      check: (signal) => books.check(signal),
      target(lane) {
        const format = formats.get(lane.entity);
        if (format)
          return new DatevTarget(books.of(lane.lane), lane, format, {
            ...{ calendar, accountLength, currency, years: datevSettings },
          });
        throw new Failure('TARGET_MISCONFIGURED', {
          message: `${lane.entity} is not an entity of kind datev: write one of ${[...formats.keys()].join(', ')}`,
        });
      },
      close: () => books.close(),
    };
  },
});

function calendarOf(timeZone: string): Calendar {
  try {
    return new Calendar(timeZone);
  } catch {
    throw new Failure('TARGET_MISCONFIGURED', {
      message: `There is no time zone ${timeZone}: write one like Europe/Berlin`,
    });
  }
}
