import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import fc from 'fast-check';
import type { Cursor } from '../../../src/connector-api/index.ts';
import type { SeenFile } from '../../../src/connectors/sftp/known-files.ts';
import { forget, isKnown, noneKnown, withKnown } from '../../../src/connectors/sftp/known-files.ts';
import { fits } from '../../../src/connectors/sftp/pattern.ts';
import { startOddServer } from './odd-server.ts';
import { openSftp, sourceOf } from './support.ts';

const server = await startOddServer();
const connector = openSftp(server, { timeoutMs: 60_000 });
after(async () => {
  await connector.close();
  await server[Symbol.asyncDispose]();
});

const aFile = fc.record({
  name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
  rows: fc.integer({ min: 0, max: 9 }),
  seconds: fc.integer({ min: 0, max: 3 }),
});
const aFolder = fc.uniqueArray(aFile, { selector: ({ name }) => name, maxLength: 6 });
const order = fc.constantFrom('time' as const, 'name' as const);

test('files are read in their order, row by row, whatever the pages, the restarts and what arrives meanwhile', async () => {
  await fc.assert(
    fc.asyncProperty(
      ...[aFolder, fc.array(aFile, { maxLength: 3 }), order],
      fc.array(fc.record({ limit: fc.integer({ min: 1, max: 7 }), restarts: fc.boolean() })),
      async (files, late, by, steps) => {
        const options = { files: '*.csv', settledMs: 0, order: by };
        server.files.clear();
        for (const { name, rows, seconds } of files) put(name, rows, seconds);
        const expected = files
          .toSorted((one, other) =>
            by === 'time'
              ? one.seconds - other.seconds || compare(one.name, other.name)
              : compare(one.name, other.name),
          )
          .flatMap(({ name, rows }) => Array.from({ length: rows }, (_, row) => `${name}${row}`));
        let source = sourceOf(connector, options);
        let cursor: Cursor | null = null;
        const told: { readonly key: string; readonly version: number }[] = [];
        for (let nth = 0, more = true; more; nth++) {
          const { limit = 5, restarts = false } = steps[nth] ?? {};
          const signal = AbortSignal.timeout(60_000);
          if (restarts) {
            // A page that was stored when the hub died, before its cursor was saved, is read again.
            const lost = await source.read({ cursor, limit, signal });
            await source.close?.();
            source = sourceOf(connector, options);
            if (nth === 0) for (const { name, rows } of late) put(`0${name}`, rows, 0);
            const again = await source.read({ cursor, limit, signal });
            if (nth > 0) assert.deepEqual(again, lost);
            told.push(...again.records);
            ({ cursor, more } = again);
          } else {
            const page = await source.read({ cursor, limit, signal });
            told.push(...page.records);
            ({ cursor, more } = page);
          }
          cursor = JSON.parse(JSON.stringify(cursor)) as Cursor;
        }
        await source.close?.();
        const early = told.filter(({ key }) => !key.startsWith('0'));
        assert.deepEqual(
          early.map(({ key }) => key),
          expected,
        );
        const versions = told.map(({ version }) => version);
        assert.deepEqual(
          versions,
          [...new Set(versions)].toSorted((a, b) => a - b),
        );
      },
    ),
    { numRuns: 60 },
  );
});

function put(name: string, rows: number, seconds: number): void {
  const lines = Array.from({ length: rows }, (_, row) => `${name}${row}\n`);
  const content = Buffer.from(['id\n', ...lines].join(''));
  server.files.set(`${name}.csv`, { content, time: 1_790_000_000 + seconds });
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

test('a file that was read stays known while it is there, and one that was not read is never forgotten for known', () => {
  const seen = fc.record({
    name: fc.string({ maxLength: 3 }),
    size: fc.nat(3),
    time: fc.nat(5_000),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(seen, {
        selector: (file) => JSON.stringify(file),
        minLength: 2_500,
        maxLength: 4_000,
        size: 'max',
      }),
      fc.nat(3_000),
      (files, unread) => {
        const inOrder = files.toSorted((one, other) => one.time - other.time);
        const read: SeenFile[] = inOrder.slice(0, Math.max(0, inOrder.length - unread));
        const times = Object.assign(
          {},
          ...read.map((file) => withKnown(noneKnown, file).times),
        ) as Record<string, number>;
        const kept = forget({ until: -1, times }, files);
        assert.ok(kept);
        const known = new Set(read);
        for (const file of files) assert.equal(isKnown(kept, file), known.has(file));
        const sameTime = Map.groupBy(files, ({ time }) => time).values();
        const equal = Math.max(...Array.from(sameTime, ({ length }) => length));
        assert.ok(Object.keys(kept.times).length <= 2_000 + equal);
      },
    ),
    { numRuns: 5 },
  );
});

test('a pattern stands for whole names', () => {
  const isOrder = fits('orders_?.*.csv');
  assert.ok(isOrder('orders_1.2026.csv'));
  for (const name of ['orders_1.csv', 'xorders_1.a.csv', 'orders_12.a.csv', 'orders_1.a.csv.tmp'])
    assert.ok(!isOrder(name), name);
  assert.ok(fits('a+(1)*.csv')('a+(1)\n.csv'));
});
