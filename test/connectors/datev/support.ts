import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Delivery, JsonObject, Target } from '../../../src/connector-api/index.ts';
import { Books } from '../../../src/connectors/datev/books.ts';
import { Calendar } from '../../../src/connectors/datev/calendar.ts';
import { formats } from '../../../src/connectors/datev/formats.ts';
import type { DatevSettings } from '../../../src/connectors/datev/spec.ts';
import { DatevTarget } from '../../../src/connectors/datev/target.ts';
import { delivery } from '../postgres/support.ts';
import { readExtf } from './extf-reader.ts';
import type { ExtfFile } from './extf-reader.ts';

export const signal = AbortSignal.timeout(120_000);

export const settings: DatevSettings = {
  ...{ path: '.', consultant: 1001, client: 456, fiscalYearStart: 1, accountLength: 4 },
  ...{ chart: 'SKR03', currency: 'EUR', locked: false, timeZone: 'Europe/Berlin' },
  handOver: 'daily',
};

/** A folder for DATEV's files, and the hub's part of it. */
export interface Office {
  readonly folder: string;
  /** The time, for the hub. */
  nowMs: number;
  /** Opens the books as a hub does that starts: it knows only what is in the folder. */
  open(given?: Partial<DatevSettings>): Books;
  target(books: Books, entity?: string, given?: Partial<DatevSettings>): Target;
  /** Hands over everything now. */
  handOver(books: Books): Promise<void>;
  /** The names of the files for DATEV. */
  names(): Promise<readonly string[]>;
  /** Reads and checks all files, by name. */
  files(): Promise<ReadonlyMap<string, ExtfFile>>;
}

export async function withOffice(run: (office: Office) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stellwerk-datev-'));
  const opened: Books[] = [];
  const office: Office = {
    folder,
    nowMs: Date.parse('2026-03-31T12:00:00Z'),
    open(given = {}) {
      const calendar = new Calendar(settings.timeZone);
      const all = { ...settings, ...given };
      const parts = { folder, settings: all, calendar, now: () => office.nowMs };
      opened.push(new Books(parts));
      return opened.at(-1) as Books;
    },
    target(books, entity = 'bookings', given = {}) {
      const format = formats.get(entity);
      assert.ok(format);
      const calendar = new Calendar(settings.timeZone);
      const all = { ...settings, ...given };
      const rules = { calendar, accountLength: 4, currency: all.currency, years: all };
      return new DatevTarget(books.of('orders/datev'), { entity }, format, rules);
    },
    async handOver(books) {
      await books.of('orders/datev').handOver(true, signal);
    },
    names: async () =>
      (await readdir(folder)).filter((name) => name.startsWith('EXTF_')).toSorted(),
    async files() {
      const found = new Map<string, ExtfFile>();
      for (const name of await office.names())
        found.set(name, readExtf(await readFile(path.join(folder, name))));
      return found;
    },
  };
  try {
    await run(office);
  } finally {
    for (const books of opened) await books.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A row of a booking; what is given replaces fields. */
export function booking(given: JsonObject = {}): JsonObject {
  return {
    'Umsatz (ohne Soll/Haben-Kz)': 119,
    'Soll/Haben-Kennzeichen': 'S',
    Konto: 10000,
    'Gegenkonto (ohne BU-Schlüssel)': 8400,
    Belegdatum: '2026-03-05',
    'Belegfeld 1': 'RE-1001',
    ...given,
  };
}

/** A delivery of a booking. */
export function booked(
  key: string,
  version: number,
  document: JsonObject,
  more: Partial<Delivery> = {},
): Delivery {
  const idempotencyKey = `l:${key}:${version}:${JSON.stringify(document)}:${more.operation ?? ''}`;
  return delivery(key, version, { document, idempotencyKey, ...more });
}
