import assert from 'node:assert/strict';
import { accountFields } from '../../../src/connectors/datev/account-fields.ts';
import { bookingFields } from '../../../src/connectors/datev/booking-fields.ts';
import type { Field } from '../../../src/connectors/datev/fields.ts';

export interface ExtfFile {
  /** The 31 fields of the first line, as they are written. */
  readonly header: readonly string[];
  /** The filled fields of each row by heading, without quotes. */
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const HEADER: readonly RegExp[] = [
  ...[/^"EXTF"$/, /^700$/, /^(16|21)$/, /^"(Buchungsstapel|Debitoren\/Kreditoren)"$/, /^(5|13)$/],
  ...[/^\d{17}$/, /^$/, /^"\w{0,2}"$/, /^"\w{0,25}"$/, /^""$/, /^\d{4,7}$/, /^\d{1,5}$/],
  ...[/^\d{8}$/, /^[4-8]$/, /^(\d{8})?$/, /^(\d{8})?$/, /^"[A-Za-z0-9_.\-/ ]{0,30}"$/],
  ...[/^"([A-Z]{2}|[A-Z]{4})?"$/, /^1?$/, /^0?$/, /^[01]?$/, /^"([A-Z]{3})?"$/, /^$/, /^""$/],
  ...[/^$/, /^$/, /^"(\d\d)?"$/, /^$/, /^$/, /^""$/, /^"[^"]{0,16}"$/],
];

const VALUES: Readonly<Record<Field['kind'], RegExp>> = {
  T: /^"([^"]|"")*"$/,
  N: /^\d*$/,
  D: /^(\d+,\d{2,6})?$/,
  A: /^(\d*[1-9]\d*)?$/,
  d4: /^((0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2]))?$/,
  d8: /^((0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])20\d\d)?$/,
  y4: /^(20\d\d)?$/,
};

/** Reads a file as strictly as DATEV does. @throws AssertionError that names the line and field which break a rule */
export function readExtf(bytes: Buffer): ExtfFile {
  const text = new TextDecoder('windows-1252', { fatal: true }).decode(bytes);
  assert.ok(text.endsWith('\r\n'), 'the last line ends with CR LF');
  const [first = '', second = '', ...lines] = text.slice(0, -2).split('\r\n');
  assert.doesNotMatch(text.replaceAll('\r\n', ''), /\p{Cc}/u, 'no control characters');
  const header = cellsOf(first);
  assert.equal(header.length, 31);
  header.forEach((cell, nth) => assert.match(cell, HEADER[nth] ?? /^$/, `header ${nth + 1}`));
  const fields = header[2] === '21' ? bookingFields : accountFields;
  assert.deepEqual(
    second.split(';'),
    fields.map(({ heading }) => heading),
  );
  assert.ok(lines.length > 0 && lines.length <= 99_999, `${lines.length} rows`);
  return { header, rows: lines.map((line, nth) => rowOf(line, fields, header, nth + 3)) };
}

function rowOf(
  line: string,
  fields: readonly Field[],
  header: readonly string[],
  number: number,
): Readonly<Record<string, string>> {
  const cells = cellsOf(line);
  assert.equal(cells.length, fields.length, `line ${number}`);
  const row: Record<string, string> = {};
  fields.forEach(({ heading, kind, size }, nth) => {
    const cell = cells[nth] ?? '';
    assert.match(cell, VALUES[kind], `line ${number}, ${heading}`);
    const value = kind === 'T' ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    if (kind === 'T' || kind === 'N')
      assert.ok(value.length <= size, `line ${number}, ${heading} is too long`);
    if (value !== '') row[heading] = value;
  });
  if (header[2] === '21') checkBooking(row, header, number);
  return row;
}

function checkBooking(
  row: Readonly<Record<string, string>>,
  header: readonly string[],
  number: number,
): void {
  const { Belegdatum = '', 'Umsatz (ohne Soll/Haben-Kz)': amount = '' } = row;
  assert.match(amount, /[1-9]/, `line ${number}: an amount of 0`);
  assert.match(row['Soll/Haben-Kennzeichen'] ?? '', /^[SH]$/, `line ${number}`);
  assert.ok(row.Konto && row['Gegenkonto (ohne BU-Schlüssel)'], `line ${number}: accounts`);
  const [begin = '', end = '', from = '', to = ''] = [12, 12, 14, 15].map((at) => header[at]);
  const date = from.slice(0, 4) + Belegdatum.slice(2) + Belegdatum.slice(0, 2);
  assert.ok(
    date >= from && date <= to && from >= begin,
    `line ${number}: ${date} of ${from}-${to}`,
  );
  assert.equal(Number(end.slice(0, 4)) - Number(to.slice(0, 4)) >= -1, true);
}

/** Splits a line at its semicolons outside of quotes. */
function cellsOf(line: string): readonly string[] {
  const cells = line.match(/("([^"]|"")*"|[^;"]*)(;|$)/g) ?? [];
  const whole = line === '' || line.endsWith(';') ? cells : cells.slice(0, -1);
  assert.equal(whole.join(''), line, `quotes: ${line.slice(0, 200)}`);
  return whole.map((cell) => cell.replace(/;$/, ''));
}
