import { DatevTarget } from '../../../src/connectors/datev/target.ts';
import { Books } from '../../../src/connectors/datev/books.ts';
import { Calendar } from '../../../src/connectors/datev/calendar.ts';
import { formats } from '../../../src/connectors/datev/formats.ts';
import type { Format } from '../../../src/connectors/datev/formats.ts';
import { booked, booking, settings, signal } from './support.ts';

// Books versions of three orders without end, and compacts after each hand-over. Tells each version that is on disk.
const [folder = '', first = ''] = process.argv.slice(2);
const calendar = new Calendar(settings.timeZone);
const books = new Books({ folder, settings, calendar, now: () => Date.now() });
const { currency } = settings;
const rules = { calendar, accountLength: 4, currency, years: settings };
const book = books.of('orders/datev');
const format = formats.get('bookings') as Format;
const target = new DatevTarget(book, { entity: 'bookings' }, format, rules);
for (let version = Number(first); ; version++) {
  const document = (key: string) =>
    booking({ 'Umsatz (ohne Soll/Haben-Kz)': version, 'Belegfeld 1': key });
  const deliveries = ['k1', 'k2', 'k3'].map((key) => booked(key, version, document(key)));
  await target.deliver(deliveries, signal);
  process.send?.(version);
  await book.handOver(true, signal);
  await book.read((journal) => journal?.compact(1, Number.NEGATIVE_INFINITY), signal);
}
