import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { RetentionPolicy } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import fc from 'fast-check';
import type { Cursor } from '../../../src/connector-api/index.ts';
import { company, readRun, signal } from './support.ts';

test('messages are read page by page in order, and after a restart from the cursor on', async () => {
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

test('no message is left out and the order is kept, whatever the page sizes and wherever crashes move the cursor back to', async () => {
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
        while (await take(3)); // Messages that arrived during the last run belong to the next one.
        await source.close?.();
        const wanted = Array.from({ length: n - begun }, (_, index) => begun + index + 1);
        assert.deepEqual(
          [...new Set(seen)].toSorted((one, other) => one - other),
          wanted,
        );
        // Apart from steps back, each number is at most one higher than the one before.
        const back = seen.filter((value, index) => value > (seen[index - 1] ?? begun) + 1);
        assert.deepEqual(back, [], 'a message was skipped');
      },
    ),
    { numRuns: 15 },
  );
});

test('a run ends with the messages that existed when it began, so that it ends at all', async () => {
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

test('empty messages and delete markers of key-value stores mean deletion, and fields can come from the subject', async () => {
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

test('a message that is not a record is rejected with its position, and the others are read', async () => {
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

test('only messages of the configured subject are read, and a version in the message is used', async () => {
  await using co = await company();
  await co.stream();
  await co.publish('orders.new', { id: 'a', n: 1, changed: '2026-01-02T03:04:05Z' });
  await co.publish('other', { id: 'b', n: 2, changed: 5 });
  const source = co.source({ version: 'changed', options: { subject: `${co.word}.orders.>` } });
  const { pages, told } = await readRun(source);
  assert.deepEqual(told, ['a 1']);
  assert.equal(pages[0]?.records[0]?.version, Date.parse('2026-01-02T03:04:05Z') * 1000);
});

test('a missing stream is refused with a remedy, or created if `create` is set, and then keeps plain messages', async () => {
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

test('a stream that deletes messages after others have read them is refused', async () => {
  await using co = await company();
  await co.stream({ retention: RetentionPolicy.Workqueue });
  await assert.rejects(readRun(co.source()), { code: 'SOURCE_REFUSED', message: /workqueue/ });
});

test('messages that the stream dropped before they were read are reported once', async () => {
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

test('a stream that keeps only the newest message of each subject reports no dropped messages', async () => {
  await using co = await company();
  await co.stream({ max_msgs_per_subject: 1 });
  await co.publish('x', { id: 'a', n: 1 });
  const source = co.source();
  const { cursor } = await readRun(source);
  for (let n = 2; n <= 4; n++) await co.publish('x', { id: 'a', n });
  const run = await readRun(source, cursor);
  assert.deepEqual([run.told, run.pages.flatMap(({ rejected }) => rejected)], [['a 4'], []]);
});

test('a recreated stream is read from its beginning, with versions newer than those of the former stream', async () => {
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

test('waiting for a change ends at once, both for a change to come and for one that is already there', async () => {
  await using co = await company();
  await co.stream();
  const source = co.source({ options: { subject: `${co.word}.orders` } });
  const { cursor } = await readRun(source);
  let told = false;
  const waiting = source.untilChanged?.({ cursor, signal }).then(() => (told = true));
  await co.publish('others', { id: 'a', n: 1 });
  await wait(50);
  assert.equal(told, false, 'a message on another subject is not a change');
  await co.publish('orders', { id: 'a', n: 2 });
  await waiting;
  await source.untilChanged?.({ cursor, signal });
  await source.untilChanged?.({ cursor: null, signal });
  assert.deepEqual((await readRun(source, cursor)).told, ['a 2']);
  const { consumer_count } = (await co.jsm.streams.info(co.word)).state;
  assert.equal(consumer_count, 0, 'no consumer is left on the server');
});

test('waiting and reading end at once when they are aborted', async () => {
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
