import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpSystem } from '../../support/http-system.ts';
import { readAll } from '../../support/read-all.ts';
import { sourceOf } from './support.ts';

const product = (id: number, changed: string | null) => ({ id, changed });

for (const [api, param, format, asked] of [
  [
    'Akeneo',
    { search: '{"updated":[{"operator":">","value":"{since}"}]}' },
    'dateTime',
    { search: '{"updated":[{"operator":">","value":"2026-01-31 09:59:59"}]}' },
  ],
  [
    'OData',
    { $filter: 'lastModifiedDateTime ge {since}' },
    'iso',
    { $filter: 'lastModifiedDateTime ge 2026-01-31T09:59:59.400000Z' },
  ],
  [
    'Shopware',
    { 'filter[0][queries][0][gte]': '{since}', 'filter[0][queries][1][gte]': '{since}' },
    'epochSeconds',
    { 'filter[0][queries][0][gte]': '1769853599', 'filter[0][queries][1][gte]': '1769853599' },
  ],
] as const) {
  test(`${api} is asked for changes in the texts of its own parameters, and for everything at first`, async () => {
    await using system = await HttpSystem.start();
    system.reply = () => ({ body: [product(1, '2026-01-31T10:00:00.4Z')] });
    const source = sourceOf(system, { since: { param, format } });
    const { cursor } = await readAll(source);
    await readAll(source, cursor);
    const [first, second] = system.seen.map(({ query }) => Object.fromEntries(query));
    assert.deepEqual([first, second], [{}, asked]);
  });
}

for (const [field, next] of [
  ['_links.next.href', (href: string) => ({ _links: { next: { href } } })],
  ['@odata.nextLink', (href: string) => ({ '@odata.nextLink': href })],
] as const) {
  test(`the next page is where ${field} of the answer says, and a list without it ends`, async () => {
    await using system = await HttpSystem.start();
    system.reply = ({ query }) => {
      const page = Number(query.get('page') ?? 1);
      const value = [product(page, '2026-01-31T10:00:00Z')];
      const href = `${system.url}/orders?page=${page + 1}`;
      return { body: page < 3 ? { value, ...next(href) } : { value } };
    };
    const source = sourceOf(system, { items: 'value', paging: { kind: 'link', field } });
    assert.deepEqual((await readAll(source)).keys, ['1', '2', '3']);
  });
}

test('a record whose version is empty until its first change has the time of its creation as version', async () => {
  await using system = await HttpSystem.start();
  const born = '2026-01-30T08:00:00Z';
  system.reply = () => ({
    body: [
      { ...product(1, null), born },
      { ...product(2, '2026-01-31T10:00:00Z'), born },
      { id: 3, changed: '' },
    ],
  });
  const source = sourceOf(system, {}, {}, { created: 'born' });
  const { records, rejected } = await source.read({
    cursor: null,
    limit: 100,
    signal: AbortSignal.timeout(60_000),
  });
  assert.deepEqual(
    records.map(({ version }) => new Date(version / 1000).toISOString().slice(0, 10)),
    ['2026-01-30', '2026-01-31'],
  );
  assert.match(
    rejected[0]?.reason ?? '',
    /^changed or born must hold the version, .*but is missing$/,
  );
});

test('a run begins by the clock of the system, or of the hub, whichever is behind', async () => {
  for (const [behindMs, asked] of [
    [600_000, 600_000],
    [-600_000, 0],
  ] as const) {
    await using system = await HttpSystem.start();
    const date = new Date(Date.now() - behindMs).toUTCString();
    // Newer than the beginning of the run, by either clock.
    const changed = new Date(Date.now() + 3_600_000).toISOString();
    system.reply = ({ query }) => {
      const page = Number(query.get('page'));
      const body = page < 3 ? [product(page, changed)] : [];
      return { headers: { date }, body };
    };
    const paging = { kind: 'page', param: 'page' };
    const source = sourceOf(system, { paging, since: { param: 'since' } });
    const earliestMs = Date.now() - asked - 1_000;
    const { cursor } = await readAll(source);
    const latestMs = Date.now() - asked;
    const { boundary } = cursor as { boundary: number };
    // The overlap is a second, and a date has no fractions of one.
    assert.ok(boundary / 1000 >= earliestMs - 1_000 && boundary / 1000 <= latestMs - 1_000);
  }
});
