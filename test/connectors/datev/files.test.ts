import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { datev } from '../../../src/connectors/datev/index.ts';
import type { DatevSettings } from '../../../src/connectors/datev/spec.ts';
import { booked, booking, settings, signal, withOffice } from './support.ts';

test('bookings become one file per month, with the month as its period and its fiscal year', async () => {
  await withOffice(async (office) => {
    const books = office.open({ fiscalYearStart: 7 });
    await office
      .target(books)
      .deliver(
        [
          booked('1', 1, booking()),
          booked('2', 1, booking({ Belegdatum: '2025-12-31', 'Belegfeld 1': 'RE-9' })),
          booked('3', 1, booking({ Belegdatum: '2026-02-28' })),
          booked('4', 1, booking({ Belegdatum: '2026-07-01' })),
        ],
        signal,
      );
    assert.deepEqual(await office.names(), []);
    await office.handOver(books);
    const files = [...(await office.files())].map(([name, { header, rows }]) => [
      ...[name, header.slice(12, 17), rows.map(({ Belegdatum }) => Belegdatum)],
    ]);
    const label = '"orders_datev 0001"';
    assert.deepEqual(files, [
      [
        'EXTF_orders_datev_2025-12_0001.csv',
        ['20250701', '4', '20251201', '20251231', label],
        ['3112'],
      ],
      [
        'EXTF_orders_datev_2026-02_0001.csv',
        ['20250701', '4', '20260201', '20260228', label],
        ['2802'],
      ],
      [
        'EXTF_orders_datev_2026-03_0001.csv',
        ['20250701', '4', '20260301', '20260331', label],
        ['0503'],
      ],
      [
        'EXTF_orders_datev_2026-07_0001.csv',
        ['20260701', '4', '20260701', '20260731', label],
        ['0107'],
      ],
    ]);
  });
});

test('a record can stand for several rows that share fields; rows without an amount are left out', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const { 'Umsatz (ohne Soll/Haben-Kz)': _, ...shared } = booking();
    const document = {
      ...shared,
      // As the mapping makes them of names with a dot.
      Abw: { ' Versteuerungsart': 'I' },
      'EU-Land u': { ' UStID (Bestimmung)': 'ATU52409200' },
      rows: [
        { 'Umsatz (ohne Soll/Haben-Kz)': '59.5' },
        { 'Umsatz (ohne Soll/Haben-Kz)': 10.7, 'Gegenkonto (ohne BU-Schlüssel)': '8300' },
        { 'Umsatz (ohne Soll/Haben-Kz)': '0.00', 'Gegenkonto (ohne BU-Schlüssel)': '8120' },
      ],
    };
    await office.target(books).deliver([booked('1', 1, document)], signal);
    await office.handOver(books);
    const [file] = (await office.files()).values();
    const row = {
      ...{ 'Soll/Haben-Kennzeichen': 'S', Konto: '10000', Belegdatum: '0503' },
      ...{ 'Belegfeld 1': 'RE-1001', 'Abw. Versteuerungsart': 'I', Festschreibung: '0' },
      'EU-Land u. UStID (Bestimmung)': 'ATU52409200',
    };
    const [amount, contra] = ['Umsatz (ohne Soll/Haben-Kz)', 'Gegenkonto (ohne BU-Schlüssel)'];
    assert.deepEqual(
      file?.rows.map((one) => ({ ...one })),
      [
        { ...row, [amount]: '59,50', [contra]: '8400' },
        { ...row, [amount]: '10,70', [contra]: '8300' },
      ],
    );
  });
});

test('text keeps the characters of Windows-1252, loses other accents, and stays on its line', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const text = 'Łukasz Żółć; "Größe" – 5 €\r\n„Œuvre“ e\u0301 \u2212';
    const document = booking({ Buchungstext: text, Belegdatum: '2026-03-31T22:30:00+00' });
    await office.target(books).deliver([booked('1', 1, document)], signal);
    await office.handOver(books);
    const [file] = (await office.files()).values();
    const [row] = file?.rows ?? [];
    assert.equal(row?.Buchungstext, 'Lukasz Zólc; "Größe" – 5 €  „Œuvre“ é -');
    // In Berlin it is the first of April already.
    assert.equal(row?.Belegdatum, '0104');
  });
});

for (const [field, value, rule] of [
  ['Umsatz (ohne Soll/Haben-Kz)', -5, /-5, but it must be a number like 1234.50, not negative/],
  ['Umsatz (ohne Soll/Haben-Kz)', '1.005', /at most 10 digits before and 2 after the point/],
  ['Umsatz (ohne Soll/Haben-Kz)', '119,00', /must be a number like 1234.50/],
  ['Umsatz (ohne Soll/Haben-Kz)', null, /Umsatz \(ohne Soll\/Haben-Kz\) is missing/],
  ['Soll/Haben-Kennzeichen', 'D', /Soll\/Haben-Kennzeichen is "D", but it must be one of S, H/],
  ['Konto', 100000, /Konto is 100000, but it must be an account of at most 5 digits/],
  ['Konto', '0000', /other than 0/],
  ['Belegdatum', '2026-02-29', /must be a date of this century like 2026-03-31/],
  ['Belegdatum', '31.03.2026', /must be a date/],
  ['Belegfeld 1', 'RE 1001', /made of A-Z a-z 0-9/],
  ['Belegfeld 1', 'x'.repeat(37), /at most 36 characters/],
  ['BU-Schlüssel', '9a', /must be digits/],
  ['Buchungstext', '靴', /is "靴", but it must be text of at most 60 characters of Windows-1252/],
  ['Buchungstext', { a: true }, /"Buchungstexta" is not a field of it/],
  ['Postensperre', 2, /Postensperre is 2, but it must be one of 0, 1/],
  ['Basis-Umsatz', 5, /WKZ Basis-Umsatz is missing: Basis-Umsatz needs it/],
  ['Kurs', 1.08, /Kurs is 1,080000, but the amount is in EUR.*: name its own in WKZ Umsatz/],
  ['Leistungsdatum', '2026-03-01', /Datum Zuord. Steuerperiode is missing/],
  ['Buchungs GUID', 'x', /not a field/],
  ['rows', [], /rows must be a list of at least one object/],
] as const) {
  test(`a booking whose ${field} is ${JSON.stringify(value)} fails alone, and says why`, async () => {
    await withOffice(async (office) => {
      const books = office.open();
      const [wrong, right] = await office
        .target(books)
        .deliver([booked('1', 1, booking({ [field]: value })), booked('2', 1, booking())], signal);
      assert.equal(right?.kind, 'applied');
      assert.ok(wrong?.kind === 'failed');
      assert.equal(wrong.failure.code, 'TARGET_REFUSED');
      assert.match(wrong.failure.message, rule);
    });
  });
}

test('a rate belongs to an amount in another currency than that of the books', async () => {
  await withOffice(async (office) => {
    const given = { currency: 'CHF' };
    const target = office.target(office.open(given), 'bookings', given);
    const rate = (currency: string) => booking({ 'WKZ Umsatz': currency, Kurs: 1.08 });
    const [own, other] = await target.deliver(
      [booked('1', 1, rate('CHF')), booked('2', 1, rate('EUR'))],
      signal,
    );
    assert.deepEqual([own?.kind, other?.kind], ['failed', 'applied']);
  });
});

test('all mistakes of a record are named at once', async () => {
  await withOffice(async (office) => {
    const document = { ...booking({ Konto: 0, Belegdatum: 'today' }), typo: 1 };
    const [wrong] = await office.target(office.open()).deliver([booked('1', 1, document)], signal);
    assert.ok(wrong?.kind === 'failed');
    assert.match(wrong.failure.message, /Konto is 0, .*; Belegdatum is "today", .*; "typo" is not/);
    assert.doesNotMatch(wrong.failure.message, /missing/);
  });
});

test('accounts are written in a file of their own; a change writes the account again, a deletion nothing', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const target = office.target(books, 'accounts');
    const account = { Konto: 10001, 'Name (Adressattyp Unternehmen)': 'Größe & Söhne' };
    const numbered = { ...account, 'Kunden-/Lief': { '-Nr': 'K-1' } };
    await target.deliver([booked('1', 1, account), booked('2', 1, { Konto: 10002 })], signal);
    await office.handOver(books);
    await target.deliver(
      [booked('1', 2, numbered), booked('2', 2, {}, { operation: 'delete' })],
      signal,
    );
    await office.handOver(books);
    const files = [...(await office.files())].map(([name, { rows }]) => [
      ...[name, rows.map((row) => Object.values(row))],
    ]);
    assert.deepEqual(files, [
      ['EXTF_orders_datev_0001.csv', [['10001', 'Größe & Söhne'], ['10002']]],
      ['EXTF_orders_datev_0002.csv', [['10001', 'Größe & Söhne', 'K-1']]],
    ]);
    const [wrong] = await target.deliver([booked('3', 1, { Konto: 8400 })], signal);
    assert.ok(wrong?.kind === 'failed');
    assert.match(wrong.failure.message, /Konto is 8400, but a personal account has 5 digits/);
  });
});

test('a month with more rows than a file may have becomes several files, and the rows of a record stay together', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    const target = office.target(books);
    const row = (n: number) => ({ 'Umsatz (ohne Soll/Haben-Kz)': n + 1 });
    const { 'Umsatz (ohne Soll/Haben-Kz)': _, ...shared } = booking();
    const document = { ...shared, rows: Array.from({ length: 60_000 }, (_one, n) => row(n)) };
    for (const key of ['1', '2']) await target.deliver([booked(key, 1, document)], signal);
    await office.handOver(books);
    const lines = async (name: string) =>
      (await readFile(path.join(office.folder, name), 'latin1')).split('\r\n').length - 1;
    const names = await office.names();
    assert.deepEqual(
      [names, await Promise.all(names.map(lines))],
      [
        ['EXTF_orders_datev_2026-03_0001-2.csv', 'EXTF_orders_datev_2026-03_0001.csv'],
        [60_002, 60_002],
      ],
    );
  });
});

for (const [handOver, before, after] of [
  ['hourly', '2026-03-31T12:59:59Z', '2026-03-31T13:00:00Z'],
  // Midnight in Berlin, in summer.
  ['daily', '2026-03-31T21:59:59Z', '2026-03-31T22:00:00Z'],
  ['monthly', '2026-04-30T21:59:59Z', '2026-04-30T22:00:00Z'],
] as const) {
  test(`handed over ${handOver}, bookings become a file when that span of the local time is over, also after a restart`, async () => {
    await withOffice(async (office) => {
      const first = office.open({ handOver });
      office.nowMs = Date.parse(
        handOver === 'monthly' ? '2026-03-31T22:00:00Z' : '2026-03-31T12:00:00Z',
      );
      await office.target(first).deliver([booked('1', 1, booking())], signal);
      office.nowMs = Date.parse(before);
      await first.handOver(signal);
      assert.deepEqual(await office.names(), []);
      await first.close();
      const second = office.open({ handOver });
      office.nowMs = Date.parse(after);
      await second.handOver(signal);
      await second.handOver(signal);
      assert.deepEqual(await office.names(), ['EXTF_orders_datev_2026-03_0001.csv']);
    });
  });
}

test('a bulk import is handed over in parts, before the day is over', async () => {
  await withOffice(async (office) => {
    const target = office.target(office.open());
    const batch = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => booked(String(from + n), 1, booking()));
    await target.deliver(batch(0, 49_999), signal);
    assert.deepEqual(await office.names(), []);
    await target.deliver(batch(49_999, 2), signal);
    assert.deepEqual(await office.names(), ['EXTF_orders_datev_2026-03_0001.csv']);
  });
});

test('a file named hand-over in the folder makes the hub hand over everything at once, and is removed', async () => {
  await withOffice(async (office) => {
    const books = office.open();
    await office.target(books).deliver([booked('1', 1, booking())], signal);
    await writeFile(path.join(office.folder, 'Hand-Over.txt'), '');
    await books.handOver(signal);
    const left = (await readdir(office.folder)).toSorted();
    assert.deepEqual(left, ['EXTF_orders_datev_2026-03_0001.csv', 'journal']);
  });
});

test('another entity, and a time zone that does not exist, are refused with what to write instead', () => {
  const open = (given: Partial<DatevSettings>) =>
    datev.open({ ...settings, ...given }, { name: 'books', baseDir: '.' });
  const lane = { entity: 'invoices', lane: 'orders/books', options: {} };
  assert.throws(() => open({}).target?.(lane), {
    code: 'TARGET_MISCONFIGURED',
    message: /invoices is not an entity of kind datev: write one of bookings, accounts/,
  });
  assert.throws(() => open({ timeZone: 'Berlin' }), {
    code: 'TARGET_MISCONFIGURED',
    message: /no time zone Berlin: write one like Europe\/Berlin/,
  });
});
