import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cursor, SourceRecord } from '../../../src/connector-api/index.ts';
import type { Reply, SeenRequest } from '../../support/http-system.ts';
import { HttpSystem } from '../../support/http-system.ts';
import { readAll } from '../../support/read-all.ts';
import { sourceOf } from './support.ts';

const SIZE = 2;

interface Item {
  readonly id: number;
  readonly changed: string;
}

type Order = (one: Item, other: Item) => number;

const orders: Readonly<Record<string, Order>> = {
  'time of change': (one, other) => one.changed.localeCompare(other.changed) || one.id - other.id,
  id: (one, other) => one.id - other.id,
};

type Shift =
  | { readonly kind: 'change' | 'delete'; readonly nth: number; readonly count: number }
  | { readonly kind: 'add' };

/** A list of things in some order, two on a page, from which things leave and in which they move between two requests. */
class List {
  items: Item[];
  readonly #order: Order;
  #lastId: number;
  #lastMicros = 0;

  constructor(count: number, order: Order) {
    const anHourAgo = Date.now() - 3_600_000;
    this.items = Array.from({ length: count }, (_, nth) => ({
      id: nth + 1,
      changed: new Date(anHourAgo + nth * 60_000).toISOString(),
    }));
    this.#order = order;
    this.#lastId = count;
  }

  shift(shift: Shift): void {
    if (shift.kind === 'add') this.items.push({ id: ++this.#lastId, changed: this.#now() });
    else {
      const at = shift.nth % Math.max(1, this.items.length);
      const taken = this.items.splice(at, shift.count);
      if (shift.kind === 'change')
        this.items.push(...taken.map(({ id }) => ({ id, changed: this.#now() })));
    }
    this.items.sort(this.#order);
  }

  page(query: URLSearchParams): Item[] {
    const since = query.get('since') ?? '';
    const found = this.items.filter(({ changed }) => changed >= since);
    const from = (Number(query.get('page') ?? 1) - 1) * SIZE;
    return found.slice(from, from + SIZE);
  }

  #now(): string {
    this.#lastMicros = Math.max(this.#lastMicros + 1, Date.now() * 1000);
    const millis = new Date(Math.floor(this.#lastMicros / 1000)).toISOString().slice(0, -1);
    return `${millis}${String(this.#lastMicros % 1000).padStart(3, '0')}Z`;
  }
}

/** How a system says where the next page is, and how the hub is told. */
const pagings = {
  'a page number': [{ kind: 'page', param: 'page' }, () => ({})],
  'links with a page number': [
    { kind: 'link', field: 'next' },
    (page: number) => ({ next: `?page=${page}` }),
  ],
  'a counted cursor': [
    { kind: 'cursor', param: 'page', next: 'next' },
    (page: number) => ({ next: page }),
  ],
} as const;

function answerOf(list: List, query: URLSearchParams, next: (page: number) => object): Reply {
  const items = list.page(query);
  const page = Number(query.get('page') ?? 1) + 1;
  const behind = new URLSearchParams(query);
  behind.set('page', String(page));
  return { body: { items, ...(list.page(behind).length > 0 ? next(page) : {}) } };
}

function newest(records: readonly SourceRecord[]): Map<string, unknown> {
  const held = new Map<string, SourceRecord>();
  for (const record of records) {
    if ((held.get(record.key)?.version ?? -Infinity) <= record.version)
      held.set(record.key, record);
  }
  return new Map([...held].map(([key, { document }]) => [key, document]));
}

const shift: fc.Arbitrary<Shift> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('change' as const, 'delete' as const),
    nth: fc.nat(20),
    count: fc.integer({ min: 1, max: 4 }),
  }),
  fc.record({ kind: fc.constant('add' as const) }),
);

for (const [what, [paging, next]] of Object.entries(pagings)) {
  test(`whatever shifts between the pages of ${what}, everything is read in its last version`, async () => {
    await using system = await HttpSystem.start();
    const shifts = fc.array(fc.array(shift, { maxLength: 2 }), { maxLength: 12 });
    const order = fc.constantFrom(...Object.keys(orders));
    await fc.assert(
      fc.asyncProperty(order, fc.nat(9), shifts, async (by, count, planned) => {
        const list = new List(count, orders[by] as Order);
        const left = [...planned];
        system.reply = ({ query }: SeenRequest) => {
          for (const one of left.shift() ?? []) list.shift(one);
          return answerOf(list, query, next);
        };
        const source = sourceOf(system, { items: 'items', paging, since: { param: 'since' } });
        const records: SourceRecord[] = [];
        let cursor: Cursor | null = null;
        for (let quiet = false; !quiet;) {
          quiet = left.length === 0;
          const run = await readAll(source, cursor);
          records.push(...run.records);
          cursor = run.cursor;
        }
        const held = newest(records);
        for (const item of list.items) assert.deepEqual(held.get(String(item.id)), item);
      }),
      { numRuns: 60 },
    );
  });
}

test('a row that moves to a page already read is read in the same run, also from a list without changes since', async () => {
  await using system = await HttpSystem.start();
  const list = new List(7, orders.id as Order);
  system.reply = ({ query }, nth) => {
    if (nth === 2) list.shift({ kind: 'delete', nth: 0, count: 1 });
    return { body: list.page(query) };
  };
  const source = sourceOf(system, { paging: { kind: 'page', param: 'page' } });
  const { keys } = await readAll(source);
  assert.deepEqual(keys, ['1', '2', '4', '5', '3', '6', '7']);
});

test('a run begins again if nothing is left of the page before, and the next one reads everything once more', async () => {
  await using system = await HttpSystem.start();
  const list = new List(8, orders.id as Order);
  system.reply = ({ query }, nth) => {
    if (nth === 2) list.shift({ kind: 'delete', nth: 0, count: 3 });
    return { body: list.page(query) };
  };
  const options = { paging: { kind: 'page', param: 'page' }, since: { param: 'since' } };
  const source = sourceOf(system, options);
  const { keys, cursor } = await readAll(source);
  assert.deepEqual([...new Set(keys)].sort(), ['1', '2', '4', '5', '6', '7', '8']);
  const next = await readAll(source, cursor);
  assert.deepEqual(next.keys, ['4', '5', '6', '7', '8']);
  assert.deepEqual((await readAll(source, next.cursor)).keys, ['8']);
});

test('pages in an order that no number tells are read once', async () => {
  await using system = await HttpSystem.start();
  system.reply = ({ query }) =>
    query.has('after')
      ? { body: { items: [{ id: 2, changed: 2 }], next: null } }
      : { body: { items: [{ id: 1, changed: 1 }], next: 'c2FtcGxl' } };
  const paging = { kind: 'cursor', param: 'after', next: 'next' };
  await readAll(sourceOf(system, { items: 'items', paging }));
  assert.equal(system.seen.length, 2);
});
