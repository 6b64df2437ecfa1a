import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fiscalYearOf } from '../../../src/connectors/datev/calendar.ts';
import { booked, booking, signal, withOffice } from './support.ts';

test('a short fiscal year begins where it is listed; before and after it years are regular', () => {
  const changed = { fiscalYearStart: 7, fiscalYears: ['2026-01-01', '2025-01-01'] };
  const founded = { fiscalYearStart: 1, fiscalYears: ['2026-05-15'] };
  for (const [years, day, begin] of [
    [changed, '2024-03-31', '2023-07-01'],
    [changed, '2025-08-31', '2025-01-01'],
    [changed, '2026-06-30', '2026-01-01'],
    [changed, '2026-07-31', '2026-07-01'],
    [changed, '2027-06-30', '2026-07-01'],
    [founded, '2026-05-31', '2026-05-15'],
    [founded, '2026-12-31', '2026-05-15'],
    [founded, '2027-01-31', '2027-01-01'],
  ] as const)
    assert.equal(fiscalYearOf(day, years), begin, day);
});

test('the first file of a company founded within a month begins on that day; an earlier booking is refused', async () => {
  await withOffice(async (office) => {
    const given = { fiscalYears: ['2026-05-15'] };
    const books = office.open(given);
    const [early, first, later] = await office.target(books, 'bookings', given).deliver(
      ['2026-05-14', '2026-05-15', '2026-06-01'].map((Belegdatum, n) =>
        booked(`${n}`, 1, booking({ Belegdatum })),
      ),
      signal,
    );
    assert.deepEqual([first?.kind, later?.kind], ['applied', 'applied']);
    assert.ok(early?.kind === 'failed');
    assert.match(early.failure.message, /2026-05-14, but a fiscal year begins on 2026-05-15/);
    await office.handOver(books);
    const headers = [...(await office.files()).values()].map(({ header }) => [
      ...[header[12], header[14], header[15]],
    ]);
    assert.deepEqual(headers, [
      ['20260515', '20260515', '20260531'],
      ['20260515', '20260601', '20260630'],
    ]);
  });
});
