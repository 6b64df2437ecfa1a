import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { RetentionPolicy } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import fc from 'fast-check';
import type { Cursor } from '../../../src/connector-api/index.ts';
import { company, readRun, signal } from './support.ts';

test('messages are read page by page in their order, and from the cursor on after a restart', async () => {
  await using co = await company();
  await co.stream();
  for (let n = 1; n <= 5; n++) await co.publish('orders', { id: `o${n % 2}`, n });
  const first = await readRun(co.source(), null, 2);
  assert.deepEqual(first.told, ['o1 1', 'o0 2', 'o1 3', 'o0 4', 'o1 5']);
  assert.deepEqual(
    first.pages.map(({ records, more }) => [records.length, more]),
    [
      [2, true],
      [2, true],
      [1, false],
    ],
  );
  const versions = first.pages.flatMap(({ records }) => records.map(({ version }) => version));
  assert.deepEqual(
    versions,
    versions.toSorted((one, other) => one - other),
  );
  assert.equal(new Set(versions).size, 5);
  await co.publish('orders', { id: 'o9', n: 6 });
  await using again = co.again();
  const restarted = again.source();
  const saved = JSON.parse(JSON.stringify(first.cursor)) as Cursor;
  const second = await readRun(restarted, saved);
  assert.deepEqual(second.told, ['o9 6']);
  assert.deepEqual((await readRun(restarted, second.cursor)).told, []);
});

test('whatever the sizes of pages, and however often a crash goes back to an older cursor, no message is left out and the order stays', async () => {
  await using co = await company();
  await co.stream();
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.oneof(
          fc.record({ publish: fc.integer({ min: 1, max: 7 }) }),
          fc.record({ read: fc.integer({ min: 1, max: 4 }) }),
          fc.record({ crash: fc.nat(3) }),
        ),
        { maxLength: 12 },
      ),
      async (steps) => {
        await co.jsm.streams.purge(co.word);
        const begun = n;
        let source = co.source();
        let cursors: (Cursor | null)[] = [null];
        const seen: number[] = [];
        const take = async (limit: number) => {
          const page = await source.read({ cursor: cursors.at(-1) ?? null, limit, signal });
          seen.push(...page.records.map(({ document }) => Number(document.n)));
          cursors.push(page.cursor);
          return page.more;
        };
        for (const step of steps) {
          if ('publish' in step)
            for (let left = step.publish; left > 0; left--)
              await co.publish('all', { id: 'x', n: ++n });
          else if ('read' in step) await take(step.read);
          else {
            await source.close?.();
            source = co.source();
            cursors = cursors.slice(0, Math.max(1, cursors.length - step.crash));
          }
        }
        while (await take(3));
        while (await take(3)); // What came while the last run was under way is the next one's.
        await source.close?.();
        const wanted = Array.from({ length: n - begun }, (_, index) => begun + index + 1);
        assert.deepEqual(
          [...new Set(seen)].toSorted((one, other) => one - other),
          wanted,
        );
        // Between two steps back it only rises.
        const back = seen.filter((value, index) => value > (seen[index - 1] ?? begun) + 1);
        assert.deepEqual(back, [], 'it jumped over a message');
      },
    ),
    { numRuns: 15 },
  );
});

test('a run ends with what was there when it began, so that it ends at all', async () => {
  await using co = await company();
  await co.stream();
  for (let n = 1; n <= 3; n++) await co.publish('orders', { id: 'a', n });
  const source = co.source();
  const first = await source.read({ cursor: null, limit: 2, signal });
  await co.publish('orders', { id: 'a', n: 4 });
  const second = await source.read({ cursor: first.cursor, limit: 1, signal });
  assert.equal(second.more, false);
  assert.deepEqual((await readRun(source, second.cursor)).told, ['a 4']);
});

test('empty messages and the marks of key-value stores mean that the thing is gone; fields come from the subject too', async () => {
  await using co = await company();
  await co.stream();
  await co.publish('de.1001', { n: 1 });
  await co.publish('de.10.02', { n: 2 });
  await co.publish('de.1001', null);
  const mark = headers();
  mark.set('KV-Operation', 'DEL');
  await co.js.publish(`${co.word}.de.10.02`, '', { headers: mark });
  const source = co.source({ options: { fields: `${co.word}.{shop}.{id}` } });
  const { pages, told } = await readRun(source);
  assert.deepEqual(told, ['1001 1', '10.02 2', '1001 gone', '10.02 gone']);
  assert.deepEqual(pages[0]?.records[0]?.document, { n: 1, shop: 'de', id: '1001' });
});

test('what is no record is rejected with its place, and the others go on', async () => {
  await using co = await company();
  await co.stream();
  await co.publish('x', 'no json');
  await co.publish('x', [1]);
  await co.publish('x', { n: 1 });
  await co.publish('x', { id: 'a', n: 2 });
  const { pages, told } = await readRun(co.source());
  assert.deepEqual(told, ['a 2']);
  assert.deepEqual(
    pages[0]?.rejected.map(({ position, raw }) => [position, raw]),
    [
      [`${co.word}, message 1 (${co.word}.x)`, 'no json'],
      [`${co.word}, message 2 (${co.word}.x)`, '[1]'],
      [`${co.word}, message 3 (${co.word}.x)`, '{"n":1}'],
    ],
  );
});

test('only messages of the wanted subject are read, and a version of their own is taken', async () => {
  await using co = await company();
  await co.stream();
  await co.publish('orders.new', { id: 'a', n: 1, changed: '2026-01-02T03:04:05Z' });
  await co.publish('other', { id: 'b', n: 2, changed: 5 });
  const source = co.source({ version: 'changed', options: { subject: `${co.word}.orders.>` } });
  const { pages, told } = await readRun(source);
  assert.deepEqual(told, ['a 1']);
  assert.equal(pages[0]?.records[0]?.version, Date.parse('2026-01-02T03:04:05Z') * 1000);
});

test('a missing stream is refused with what to do, or made where the hub may: then plain subjects are kept', async () => {
  await using co = await company();
  await assert.rejects(readRun(co.source()), { code: 'SOURCE_REFUSED', message: /`create`/ });
  const create = { subjects: [`${co.word}.plain.>`], maxAgeMs: 3_600_000 };
  const source = co.source({ options: { create } });
  const { cursor } = await readRun(source);
  co.nc.publish(`${co.word}.plain.a`, JSON.stringify({ id: 'a', n: 1 }));
  await co.nc.flush();
  assert.deepEqual((await readRun(source, cursor)).told, ['a 1']);
  const { config } = await co.jsm.streams.info(co.word);
  assert.equal(config.max_age, 3_600_000 * 1e6);
});

test('a stream whose messages go when others have read them is refused', async () => {
  await using co = await company();
  await co.stream({ retention: RetentionPolicy.Workqueue });
  await assert.rejects(readRun(co.source()), { code: 'SOURCE_REFUSED', message: /workqueue/ });
});

test('messages that the stream dropped before they were read are told, once', async () => {
  await using co = await company();
  await co.stream({ max_msgs: 2 });
  await co.publish('x', { id: 'a', n: 1 });
  const source = co.source();
  const { cursor } = await readRun(source);
  for (let n = 2; n <= 5; n++) await co.publish('x', { id: 'a', n });
  const run = await readRun(source, cursor, 1);
  assert.deepEqual(run.told, ['a 4', 'a 5']);
  assert.deepEqual(
    run.pages.flatMap(({ rejected }) => rejected.map(({ position }) => position)),
    [`${co.word}, messages 2 to 3`],
  );
});

test('a stream that keeps only the newest of each subject drops nothing that matters', async () => {
  await using co = await company();
  await co.stream({ max_msgs_per_subject: 1 });
  await co.publish('x', { id: 'a', n: 1 });
  const source = co.source();
  const { cursor } = await readRun(source);
  for (let n = 2; n <= 4; n++) await co.publish('x', { id: 'a', n });
  const run = await readRun(source, cursor);
  assert.deepEqual([run.told, run.pages.flatMap(({ rejected }) => rejected)], [['a 4'], []]);
});

test('a stream that was made anew is read from its beginning, its versions newer than the former’s', async () => {
  await using co = await company();
  await co.stream();
  for (let n = 1; n <= 3; n++) await co.publish('x', { id: 'a', n });
  const source = co.source();
  const before = await readRun(source);
  await co.jsm.streams.delete(co.word);
  await co.stream();
  await co.publish('x', { id: 'a', n: 10 });
  const after = await readRun(source, before.cursor);
  assert.deepEqual(after.told, ['a 10']);
  const newest = before.pages.at(-1)?.records.at(-1)?.version ?? 0;
  assert.ok((after.pages[0]?.records[0]?.version ?? 0) > newest);
});

test('whoever waits for a change learns of it at once: of one to come, and of one that is there already', async () => {
  await using co = await company();
  await co.stream();
  const source = co.source({ options: { subject: `${co.word}.orders` } });
  const { cursor } = await readRun(source);
  let told = false;
  const waiting = source.untilChanged?.({ cursor, signal }).then(() => (told = true));
  await co.publish('others', { id: 'a', n: 1 });
  await wait(50);
  assert.equal(told, false, 'another subject is no change');
  await co.publish('orders', { id: 'a', n: 2 });
  await waiting;
  await source.untilChanged?.({ cursor, signal });
  await source.untilChanged?.({ cursor: null, signal });
  assert.deepEqual((await readRun(source, cursor)).told, ['a 2']);
  const { consumer_count } = (await co.jsm.streams.info(co.word)).state;
  assert.equal(consumer_count, 0, 'nobody is left behind in the server');
});

test('waiting and reading end at once when told so', async () => {
  await using co = await company();
  await co.stream();
  const source = co.source();
  const { cursor } = await readRun(source);
  const stop = new AbortController();
  const waiting = source.untilChanged?.({ cursor, signal: stop.signal });
  setTimeout(() => stop.abort(new Error('paused')), 30);
  await assert.rejects(waiting ?? Promise.resolve(), /paused/);
  await assert.rejects(source.read({ cursor, limit: 1, signal: stop.signal }), /paused/);
});
