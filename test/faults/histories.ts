import {
  articleChanges,
  articleWrites,
  differentArticles,
  movementChanges,
} from './captured-history.ts';
import { bookingWrites } from './bookings.ts';
import type { Company } from './company.ts';
import { journalOf } from './customers.ts';
import type { Change, LaneHistory, Write } from './history.ts';
import type { ImportHistory } from './import-checker.ts';
import { rejectedLines } from './importer.ts';
import type { SenderHistory } from './sender-checker.ts';
import { copyWrites, orderChanges, stockChanges } from './systems.ts';
import type { TwoWayHistory } from './two-way-history.ts';

/** Lanes whose target logs every request, also one that changes nothing. */
const TELLING = {
  'stock/shop': ['shop', 'stock'],
  'orders/erp': ['erp', 'orders'],
  'orders/shop': ['shop', 'parcels'],
  'movements/erp': ['erp', 'movements'],
  'sales/shop': ['shop', 'sales'],
  'scans/erp': ['erp', 'scans'],
} as const;

const OWNERS = { mail: 'shop', note: 'shop', phone: 'office', credit: 'office' } as const;

/** Returns what each lane had to deliver and what its target wrote. @param letters open dead letters, as the company reports them */
export async function lanesOf(
  company: Company,
  letters: readonly string[],
): Promise<LaneHistory[]> {
  const { systems, office } = company.parts;
  const stock = await stockChanges(systems.url);
  const articles = await articleChanges(systems.url);
  const lane = (name: string, semantics: 'state' | 'event') => ({
    lane: name,
    semantics,
    deadLetters: letters
      .filter((letter) => letter.startsWith(`${name} `))
      .map((letter) => letter.slice(name.length + 1)),
    sentAgain: [],
    differences: [],
  });
  const told = async (name: keyof typeof TELLING) => {
    const [target, entity] = TELLING[name];
    return company.parts[target].writes(entity);
  };
  return [
    { ...lane('stock/shop', 'state'), changes: stock, writes: await told('stock/shop') },
    {
      ...lane('stock/copy', 'state'),
      changes: stock.map((change) => ({ ...change, poisoned: false })),
      writes: await copyWrites(systems.url),
    },
    {
      ...lane('orders/erp', 'event'),
      changes: await orderChanges(systems.url, 'poisoned'),
      writes: await told('orders/erp'),
    },
    {
      ...lane('orders/shop', 'event'),
      changes: await orderChanges(systems.url, 'deadly'),
      writes: await told('orders/shop'),
    },
    {
      ...lane('articles/office', 'state'),
      changes: articles,
      writes: await articleWrites(office.url, articles),
      differences: await differentArticles(systems.url, office.url),
    },
    {
      ...lane('movements/erp', 'event'),
      changes: await movementChanges(office.url),
      writes: await told('movements/erp'),
    },
    {
      ...lane('sales/shop', 'event'),
      changes: toldTo(company, 'sales'),
      writes: await told('sales/shop'),
    },
    {
      ...lane('scans/erp', 'event'),
      changes: toldTo(company, 'scans'),
      writes: await told('scans/erp'),
    },
    {
      ...lane('bookings/office', 'event'),
      changes: toldTo(company, 'bookings'),
      writes: await bookingWrites(office.url),
    },
  ];
}

/** Returns every state of the customers on both sides. */
export async function customersOf({ parts }: Company): Promise<TwoWayHistory> {
  const sides = {
    shop: await journalOf(parts.systems.url),
    office: await journalOf(parts.office.url),
  };
  const { conflict } = parts;
  return { flow: 'customers', conflict, owners: OWNERS, sides, writtenAgain: [] };
}

/** Returns the write requests that each lane's target received, by lane; only for targets that log requests. */
export async function requestsOf({ parts }: Company): Promise<ReadonlyMap<string, Write[]>> {
  const asked = Object.entries(TELLING).map(async ([lane, [target, entity]]) => {
    return [lane, await parts[target].requests(entity)] as const;
  });
  return new Map(await Promise.all(asked));
}

/**
 * Returns the logs of the streams that are fed by senders and imports: each event that was sent, however often, must be in
 * them once and in order.
 */
export async function logsOf(company: Company): Promise<LaneHistory[]> {
  const logs = FED.map(async (stream): Promise<LaneHistory> => {
    const changes = toldTo(company, stream).map((change) => ({ ...change, poisoned: false }));
    const writes = await company.stored(stream);
    const nothing = { deadLetters: [], sentAgain: [], differences: [] };
    return { lane: `${stream}/log`, semantics: 'event', changes, writes, ...nothing };
  });
  return Promise.all(logs);
}

/** Returns what senders sent and how they were answered. @param letters open dead letters, as the company reports them */
export function sendersOf({ parts }: Company, letters: readonly string[]): SenderHistory[] {
  return (['sales', 'scans'] as const).map((stream) => ({
    stream,
    deliveries: parts.senders
      .filter((sender) => sender.stream === stream)
      .flatMap(({ deliveries }) => deliveries),
    // The answer to a push reports each record, the answer to a webhook only whether it was accepted.
    keepsRejects: stream === 'sales',
    rejects: rowsKept(letters, stream),
  }));
}

export async function importsOf(
  { parts }: Company,
  letters: readonly string[],
): Promise<ImportHistory[]> {
  const kept = rowsKept(letters, 'bookings');
  const all = parts.importers
    .flatMap(({ imports }) => imports)
    .map(async (one) => {
      const { name, file, status } = one;
      const place = new RegExp(`^import ${status?.id}, .*, line (\\d+)`);
      const lines = kept.flatMap((position) => place.exec(position)?.[1] ?? []);
      return {
        ...{ stream: 'bookings', name, rows: file.rows.length, brokenLines: file.brokenLines },
        ...{ status, letters: lines.map(Number), rejected: await rejectedLines(one) },
      };
    });
  return Promise.all(all);
}

const FED = ['sales', 'scans', 'bookings'] as const;

/** Returns everything that was sent to such a stream, in order per key. */
function toldTo({ parts }: Company, stream: (typeof FED)[number]): Change[] {
  if (stream === 'bookings') {
    return parts.importers.flatMap(({ imports }) => imports.flatMap(({ file }) => file.rows));
  }
  return parts.senders
    .filter((sender) => sender.stream === stream)
    .flatMap(({ deliveries }) => deliveries.filter(({ forged }) => !forged))
    .flatMap(({ events }) => events);
}

/** Returns the positions of a stream's rows that could not become records. */
function rowsKept(letters: readonly string[], stream: string): string[] {
  const prefix = `${stream}: `;
  return letters
    .filter((letter) => letter.startsWith(prefix))
    .map((letter) => letter.slice(prefix.length));
}
