import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Cursor, SourceRecord } from '../../../src/connector-api/index.ts';
import { parseVersion } from '../../../src/connector-api/index.ts';
import { readAll } from '../../support/read-all.ts';
import { Erp, items } from './erp.ts';
import type { Kept } from './erp.ts';
import { signal, sourceOf } from './support.ts';

/** As SAP Business One has them: no time of change before the first change. */
const partners: Kept = {
  key: ['CardCode'],
  changed: 'UpdateDate',
  created: 'CreateDate',
  properties: {
    CardCode: 'Edm.String',
    CardName: 'Edm.String',
    CreateDate: 'Edm.DateTimeOffset',
    UpdateDate: 'Edm.DateTimeOffset',
    UpdateTime: 'Edm.TimeOfDay',
  },
};

const keysOf = (records: readonly SourceRecord[]) =>
  [...new Set(records.map(({ key }) => key))].toSorted();

test('the first run reads everything, the next one only what was changed or created since', async () => {
  await using erp = await Erp.start();
  for (const number of ['A', 'B', 'C']) erp.put('items', { id: number, number });
  erp.nowMs += 60_000;
  const source = sourceOf(erp);
  const first = await readAll(source);
  assert.deepEqual(first.keys, ['A', 'B', 'C']);
  assert.equal(first.records[0]?.document['@odata.etag'], undefined);
  erp.put('items', { id: 'B', number: 'B', displayName: 'new' });
  erp.put('items', { id: 'D', number: 'D' });
  const second = await readAll(source, first.cursor);
  // The newest of the first run is read again.
  assert.deepEqual(second.keys, ['C', 'B', 'D']);
});

test('no entity is left out, whatever changes or is deleted while pages are read, and however few digits the service shows', async () => {
  const change = fc.record({
    what: fc.constantFrom('put', 'put', 'remove'),
    name: fc.constantFrom(...'abcdefghijklmnop'),
    /** With 0 several entities change in the same millisecond. */
    tickMs: fc.constantFrom(0, 1, 700),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(change, { minLength: 5, maxLength: 30 }),
      fc.array(change, { maxLength: 20 }),
      fc.integer({ min: 1, max: 4 }),
      fc.record({
        maxPage: fc.constantFrom(2, 1_000),
        shownDigits: fc.constantFrom(0, 2, 3),
        hasCreated: fc.boolean(),
      }),
      async (before, during, limit, { maxPage, shownDigits, hasCreated }) => {
        await using erp = await Erp.start({ items, partners });
        Object.assign(erp, { maxPage, shownDigits, nowMs: Date.now() - 60_000 });
        const [set, key, version] = hasCreated
          ? (['partners', 'CardCode', 'UpdateDate'] as const)
          : (['items', 'number', 'lastModifiedDateTime'] as const);
        const apply = ({ what, name, tickMs }: (typeof before)[number]) => {
          erp.tickMs = tickMs;
          const row = hasCreated ? { CardCode: name } : { id: name, number: name };
          if (what === 'remove') erp.remove(set, row);
          else erp.put(set, row);
        };
        before.forEach(apply);
        const created = hasCreated ? { created: 'CreateDate' } : {};
        const source = sourceOf(erp, { entity: set, key, version, ...created, overlapMs: 1_000 });
        const latest = new Map<string, number>();
        let cursor: Cursor | null = null;
        const queue = [...during];
        for (const isQuiet of [false, true]) {
          for (let more = true; more;) {
            const page = await source.read({ cursor, limit, signal });
            for (const one of page.records)
              latest.set(one.key, Math.max(one.version, latest.get(one.key) ?? 0));
            ({ cursor, more } = page);
            if (isQuiet) continue;
            erp.nowMs = Math.max(erp.nowMs, Date.now());
            queue.splice(0, 1).forEach(apply);
          }
        }
        const unit = 1_000_000 / 10 ** shownDigits;
        for (const row of erp.all(set)) {
          const version_ = parseVersion(row[version] ?? row.CreateDate) ?? 0;
          assert.equal(latest.get(row[key] as string), Math.floor(version_ / unit) * unit);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('what changes for the first time before the run reads it is read by the next one, even if the service’s clock is behind', async () => {
  await using erp = await Erp.start({ partners });
  erp.nowMs = Date.now() - 600_000;
  for (const name of 'abc') erp.put('partners', { CardCode: name });
  const source = sourceOf(erp, {
    ...{ entity: 'partners', key: 'CardCode', version: 'UpdateDate', created: 'CreateDate' },
    overlapMs: 60_000,
  });
  let isChanged = false;
  const between = () => {
    // All that were ever changed are read, so this one is not there any more when the others are.
    if (isChanged || !erp.system.seen.at(-1)?.query.get('$filter')?.includes('eq null')) return;
    isChanged = true;
    erp.put('partners', { CardCode: 'c', CardName: 'changed' });
    erp.nowMs += 120_000;
    erp.put('partners', { CardCode: 'd' });
  };
  const first = await readAll(source, null, 1, between);
  assert.deepEqual(keysOf(first.records), ['a', 'b', 'd']);
  assert.ok((await readAll(source, first.cursor)).keys.includes('c'));
});

test('entities of one moment are read in pages of any size, also with a service that refuses `or` over two properties', async () => {
  await using erp = await Erp.start();
  erp.tickMs = 0;
  for (let n = 0; n < 25; n++) erp.put('items', { id: `${n}`, number: `N${n}` });
  for (const limit of [1, 7, 25, 100]) {
    const { keys } = await readAll(sourceOf(erp), null, limit);
    assert.equal(new Set(keys).size, 25);
  }
  // A service that has smaller pages than are asked for says so by a link, which is not followed.
  erp.maxPage = 4;
  const { keys } = await readAll(sourceOf(erp), null, 100);
  assert.equal(new Set(keys).size, 25);
  assert.ok(erp.system.seen.every(({ query }) => !query.has('$skip')));
});

test('an interrupted run continues behind what it has read', async () => {
  await using erp = await Erp.start();
  for (let n = 0; n < 9; n++) erp.put('items', { id: `${n}`, number: `${n}` });
  let page = await sourceOf(erp).read({ cursor: null, limit: 4, signal });
  page = await sourceOf(erp).read({ cursor: page.cursor, limit: 4, signal });
  assert.deepEqual(
    page.records.map(({ key }) => key),
    ['0', '1', '2', '3'],
  );
  const rest = await readAll(sourceOf(erp), page.cursor, 100);
  assert.deepEqual(keysOf(rest.records), ['3', '4', '5', '6', '7', '8']);
});

test('a date and a time of day are one version, and a service that wants dates in quotes gets them', async () => {
  await using erp = await Erp.start({ partners });
  erp.shownDigits = 0;
  const day = { UpdateDate: '2026-01-31T00:00:00Z', CreateDate: '2025-01-01T00:00:00Z' };
  erp.put('partners', { CardCode: 'A', ...day, UpdateTime: '09:15:00' });
  erp.put('partners', { CardCode: 'B', ...day, UpdateTime: '17:45:30' });
  erp.put('partners', { CardCode: 'C', ...day, UpdateDate: null, UpdateTime: null });
  const from = {
    ...{ entity: 'partners', key: 'CardCode', version: 'UpdateDate', created: 'CreateDate' },
    ...{ overlapMs: 60_000, options: { time: 'UpdateTime' } },
  };
  const source = sourceOf(erp, from, { dateLiterals: 'quoted' });
  for (const limit of [1, 100]) {
    const { records } = await readAll(source, null, limit);
    const versions = new Map(records.map(({ key, version }) => [key, version]));
    assert.equal(versions.get('A'), parseVersion('2026-01-31T09:15:00Z'));
    assert.equal(versions.get('B'), parseVersion('2026-01-31T17:45:30Z'));
    assert.equal(versions.get('C'), parseVersion('2025-01-01T00:00:00Z'));
    assert.equal(records[0]?.document.UpdateDate, day.UpdateDate);
  }
  const { cursor } = await readAll(source);
  erp.put('partners', { CardCode: 'A', UpdateDate: day.UpdateDate, UpdateTime: '17:45:10' });
  const next = await readAll(source, cursor);
  assert.equal(next.records.find(({ key }) => key === 'A')?.document.UpdateTime, '17:45:10');
  const filters = erp.seen('GET', 'partners').map(({ query }) => query.get('$filter'));
  assert.equal(filters.at(-2), "UpdateDate ge '2026-01-31'");
});

test('filter, select and expand are part of every request; key and version are read in any case', async () => {
  await using erp = await Erp.start();
  erp.put('items', { id: 'a', number: "it's", displayName: 'open', unitPrice: 1 });
  erp.put('items', { id: 'b', number: 'b', displayName: 'closed' });
  const options = {
    filter: "displayName eq 'open' or displayName eq 'new'",
    select: ['unitPrice'],
    expand: 'picture',
  };
  const source = sourceOf(erp, { options });
  const { records } = await readAll(source);
  assert.deepEqual(Object.keys(records[0]?.document ?? {}).toSorted(), [
    ...['lastModifiedDateTime', 'number', 'unitPrice'],
  ]);
  const fetched = await source.fetch?.({ keys: ["it's", 'b'], signal });
  assert.deepEqual(
    fetched?.records.map(({ key }) => key),
    ["it's"],
  );
  for (const { query } of erp.seen('GET', 'items')) assert.equal(query.get('$expand'), 'picture');
});

test('without a version every run reads all entities, in the order of their keys', async () => {
  await using erp = await Erp.start();
  for (const number of ['C', 'A', 'B']) erp.put('items', { id: number, number });
  const source = sourceOf(erp, { version: null });
  const first = await readAll(source, null, 1);
  assert.deepEqual(first.keys, ['A', 'B', 'C']);
  assert.deepEqual((await readAll(source, first.cursor)).keys, ['A', 'B', 'C']);
});

test('a time that was never set is reported instead of being passed over', async () => {
  await using erp = await Erp.start();
  erp.put('items', { id: 'a', number: 'old', lastModifiedDateTime: '0001-01-01T00:00:00.000Z' });
  erp.put('items', { id: 'b', number: 'new' });
  const { keys, rejected } = await readAll(sourceOf(erp));
  assert.deepEqual(keys, ['new']);
  assert.match(rejected[0]?.reason ?? '', /lastModifiedDateTime must hold the version/);
});

test('settings that do not fit the service are refused with what it has, and right once it has it', async () => {
  await using erp = await Erp.start();
  const refused = (from: object, message: RegExp) =>
    assert.rejects(readAll(sourceOf(erp, from)), { code: 'SOURCE_REFUSED', message });
  await refused({ entity: 'item' }, /no entity set item: correct `entity`\. It has items\./);
  await refused(
    { version: 'changed' },
    /no property changed: correct `version`\. It has id, number/,
  );
  await refused({ version: 'number' }, /number of items is Edm\.String, which cannot be a version/);
  await refused({ options: { select: ['nothing'] } }, /correct `select`/);
  erp.misbehave = ({ path }) => (path.endsWith('$metadata') ? { body: '<html></html>' } : null);
  await refused({}, /correct `url`/);
  erp.misbehave = ({ path }) => (path.endsWith('$metadata') ? { status: 503 } : null);
  const source = sourceOf(erp);
  await assert.rejects(readAll(source), { code: 'SOURCE_UNAVAILABLE' });
  erp.misbehave = () => null;
  assert.deepEqual((await readAll(source)).keys, []);
});

test('a service that does not apply filters is refused instead of being read for ever', async () => {
  await using erp = await Erp.start();
  for (const number of ['A', 'B', 'C']) erp.put('items', { id: number, number });
  const value = erp.all('items').slice(0, 2);
  erp.misbehave = ({ path }) => (path.endsWith('/items') ? { body: { value } } : null);
  await assert.rejects(readAll(sourceOf(erp), null, 2), /does not apply `\$filter`/);
});

test('an empty page that names a next one is followed, but not to another origin', async () => {
  await using erp = await Erp.start();
  await using other = await Erp.start();
  erp.put('items', { id: 'a', number: 'A' });
  let link = `${erp.url}/items?$skiptoken=1`;
  erp.misbehave = ({ path, query }) => {
    if (!path.endsWith('/items') || query.has('$skiptoken')) return null;
    return { body: { value: [], '@odata.nextLink': link } };
  };
  assert.deepEqual(keysOf((await readAll(sourceOf(erp))).records), ['A']);
  link = `${other.url}/items`;
  await assert.rejects(readAll(sourceOf(erp)), {
    code: 'SOURCE_REFUSED',
    message: /not the origin/,
  });
  assert.equal(other.system.seen.length, 0);
});
