import { LOCKED } from './booking-fields.ts';
import type { Calendar } from './calendar.ts';
import { fiscalYearOf, lastDayOf } from './calendar.ts';
import type { Field } from './fields.ts';
import type { Format } from './formats.ts';
import type { Row } from './rows.ts';
import type { DatevSettings } from './spec.ts';
import { encodeWindows1252 } from '../common/windows-1252.ts';

/** DATEV takes no more in one file. */
export const MAX_ROWS = 99_999;
/** Takes a few milliseconds; in between the hub does other work. */
const ROWS_PER_PIECE = 200;

export interface FileFacts {
  readonly format: Format;
  /** As `2026-03`; empty text if the format has no periods. */
  readonly month: string;
  /** What DATEV shows as the file's name: at most 30 characters without umlauts, unique within a month. */
  readonly label: string;
  readonly createdAtMs: number;
}

/** Encodes a file in DATEV's format: the line about the file, the headings, and the rows. Yields it in pieces of many rows. */
export function* toExtf(
  rows: readonly Row[],
  facts: FileFacts,
  settings: DatevSettings,
  calendar: Calendar,
): Generator<Buffer> {
  const { fields } = facts.format;
  const headings = fields.map(({ heading }) => heading).join(';');
  yield encodeLines([headerOf(facts, settings, calendar), headings]);
  for (let start = 0; start < rows.length; start += ROWS_PER_PIECE) {
    const piece = rows.slice(start, start + ROWS_PER_PIECE);
    yield encodeLines(piece.map((row) => toLine(withLock(row, facts, settings), fields)));
  }
}

function encodeLines(lines: readonly string[]): Buffer {
  return encodeWindows1252(`${lines.join('\r\n')}\r\n`);
}

function headerOf(
  { format, month, label, createdAtMs }: FileFacts,
  settings: DatevSettings,
  calendar: Calendar,
): string {
  const { consultant, client, accountLength, currency, chart, initials } = settings;
  const created = calendar.localTime(createdAtMs);
  const millis = String(Math.floor(createdAtMs) % 1000).padStart(3, '0');
  const hasPeriod = month !== '';
  const lastDay = hasPeriod ? lastDayOf(month) : created.slice(0, 10);
  const yearBegin = fiscalYearOf(lastDay, settings);
  const firstDay = yearBegin.startsWith(month) ? yearBegin : `${month}-01`;
  const period = hasPeriod ? [digitsOf(firstDay), digitsOf(lastDay)] : ['', ''];
  return [
    ...['"EXTF"', '700', format.category, `"${format.name}"`, format.version],
    ...[digitsOf(created) + millis, '', '"SW"', '"Stellwerk"', '""'],
    ...[consultant, client, digitsOf(yearBegin), accountLength, ...period],
    ...[`"${label}"`, `"${initials ?? ''}"`],
    // Financial accounting, for no purpose in particular; locked or not; the currency.
    ...(hasPeriod ? ['1', '0', lockOf(settings), `"${currency}"`] : ['', '', '', '""']),
    ...['', '""', '', '', `"${chart?.slice(3) ?? ''}"`, '', '', '""', '""'],
  ].join(';');
}

/** DATEV locks a whole file if this field of any booking is empty. */
function withLock(row: Row, { format }: FileFacts, settings: DatevSettings): Row {
  return format.names.has(LOCKED) ? { [LOCKED]: lockOf(settings), ...row } : row;
}

function lockOf({ locked }: DatevSettings): string {
  return locked ? '1' : '0';
}

function toLine(row: Row, fields: readonly Field[]): string {
  return fields.map(({ heading, kind }) => toCell(row[heading] ?? '', kind)).join(';');
}

function toCell(text: string, kind: Field['kind']): string {
  if (kind === 'T') return text.includes('"') ? `"${text.replaceAll('"', '""')}"` : `"${text}"`;
  if (text === '' || (kind !== 'd4' && kind !== 'd8')) return text;
  const [year = '', month = '', day = ''] = text.split('-');
  return kind === 'd4' ? day + month : day + month + year;
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
