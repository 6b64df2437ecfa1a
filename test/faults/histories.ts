import {
  articleChanges,
  articleWrites,
  differentArticles,
  movementChanges,
} from './captured-history.ts';
import type { Company } from './company.ts';
import { journalOf } from './customers.ts';
import type { LaneHistory, Write } from './history.ts';
import { copyWrites, orderChanges, stockChanges } from './systems.ts';
import type { TwoWayHistory } from './two-way-checker.ts';

/** Lanes whose target tells every request, also one that changes nothing. */
const TELLING = {
  'stock/shop': ['shop', 'stock'],
  'orders/erp': ['erp', 'orders'],
  'orders/shop': ['shop', 'parcels'],
  'movements/erp': ['erp', 'movements'],
} as const;

const OWNERS = { mail: 'shop', note: 'shop', phone: 'office', credit: 'office' } as const;

/** What each lane was to bring and what its target wrote. @param letters open dead letters, as the company tells them */
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
      changes: await movementChanges(systems.url),
      writes: await told('movements/erp'),
    },
  ];
}

/** What both sides of the customers ever held. */
export async function customersOf({ parts }: Company): Promise<TwoWayHistory> {
  const sides = {
    shop: await journalOf(parts.systems.url),
    office: await journalOf(parts.office.url),
  };
  const { conflict } = parts;
  return { flow: 'customers', conflict, owners: OWNERS, sides, writtenAgain: [] };
}

/** How many writes each lane's target has been asked for, by lane; those alone whose targets tell. */
export async function requestsOf({ parts }: Company): Promise<ReadonlyMap<string, Write[]>> {
  const asked = Object.entries(TELLING).map(async ([lane, [target, entity]]) => {
    return [lane, await parts[target].requests(entity)] as const;
  });
  return new Map(await Promise.all(asked));
}
