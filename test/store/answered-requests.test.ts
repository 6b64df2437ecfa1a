import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerOnce } from '../../src/store/answered-requests.ts';
import { Database, Lines, quote } from '../../src/store/database.ts';
import { waitingBackend } from '../support/database.ts';
import { storeBench } from './support.ts';

test('an order with an id is carried out once, even across processes, and a repeat gets the first answer', async () => {
  await using bench = await storeBench();
  const order = { id: 'ticket-17', content: { discard: { key: 'A' } } };
  const discard = (filter: object) => bench.store.deadLetters.discard(filter, order);
  assert.equal(await discard({ key: 'A' }), 0);
  await bench.sql.query(
    `insert into dead_letter (buried_at, lane_id, attempts, class, code, stage, stream, key, origin, cause, reason, details, history)
     values (now(), 1, 0, 'data', 'RECORD_INVALID', 'validate', 's', 'A', 'A/1', '', '', '{}', '[]')`,
  );
  const restarted = await bench.another();
  assert.equal(await restarted.deadLetters.discard({ key: 'A' }, order), 0);
  assert.equal(await restarted.deadLetters.discard({ key: 'A' }), 1);
});

test('a repeat that arrives while the first call is in progress waits for its answer', async () => {
  await using bench = await storeBench();
  const place = placeOf(bench);
  const order = { id: 'x', content: 1 };
  const held = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let carriedOut = 0;
  const first = answerOnce(place, order, async () => {
    carriedOut++;
    begun.resolve();
    await held.promise;
    return 7;
  });
  await begun.promise;
  const repeat = answerOnce(place, order, async () => ++carriedOut);
  await waitingBackend(bench.sql);
  held.resolve();
  assert.deepEqual(await Promise.all([first, repeat]), [7, 7]);
  assert.equal(carriedOut, 1);
  await place.database.close();
});

test('a repeat for which the first call takes too long is told that the order is still being carried out', async () => {
  await using bench = await storeBench();
  // Instead of the half minute that a statement may take.
  await bench.sql.query(`alter database ${bench.scope.namespace} set lock_timeout = '10ms'`);
  const place = placeOf(bench);
  const order = { id: 'x', content: 1 };
  const held = Promise.withResolvers<number>();
  const begun = Promise.withResolvers<void>();
  const first = answerOnce(place, order, () => {
    begun.resolve();
    return held.promise;
  });
  await begun.promise;
  const repeat = () => answerOnce(place, order, async () => 8);
  await assert.rejects(repeat(), { code: 'ORDER_IN_PROGRESS', message: /"x"/ });
  held.resolve(7);
  assert.deepEqual([await first, await repeat()], [7, 7]);
  await place.database.close();
});

test('an order that failed does not count as carried out and can be tried again', async () => {
  await using bench = await storeBench();
  const place = placeOf(bench);
  const order = { id: 'x', content: 1 };
  const failing = answerOnce(place, order, () => Promise.reject(new Error('no')));
  await assert.rejects(failing, { message: 'no' });
  assert.equal(await answerOnce(place, order, async () => 1), 1);
  await place.database.close();
});

test('an id that another order used is refused, until it is forgotten after its retention time', async () => {
  await using bench = await storeBench();
  const { deadLetters } = bench.store;
  await deadLetters.discard({}, { id: 'x', content: 1 });
  await assert.rejects(deadLetters.discard({}, { id: 'x', content: 2 }), {
    code: 'INVALID_REQUEST',
    message: /"x" was already used for another order/,
  });
  assert.equal(await deadLetters.forgetAnswered(60_000), 0);
  await bench.sql.query(`update answered_request set answered_at = now() - interval '2 minutes'`);
  assert.equal(await deadLetters.forgetAnswered(60_000), 1);
  assert.equal(await deadLetters.discard({}, { id: 'x', content: 2 }), 0);
});

test('a caller who cancels also ends the statement on the server', async () => {
  await using bench = await storeBench();
  const { database } = placeOf(bench);
  const left = new AbortController();
  const asleep = database.one({ name: 'sleep', text: 'select pg_sleep(20)' }, [], left.signal);
  const sleepers = async () => {
    const { rows } = await bench.sql.query(
      `select 1 from pg_stat_activity where wait_event = 'PgSleep' and datname = current_database()`,
    );
    return rows.length;
  };
  while ((await sleepers()) === 0);
  left.abort();
  await assert.rejects(asleep, { name: 'AbortError' });
  while ((await sleepers()) > 0);
  const deadLetters = bench.store.deadLetters.count({}, left.signal);
  await assert.rejects(deadLetters, { code: 'CANCELLED' });
  await database.close();
});

function placeOf({ scope }: { readonly scope: { databaseUrl: string; namespace: string } }) {
  const { databaseUrl, namespace } = scope;
  return {
    database: new Database({ databaseUrl, lines: new Lines() }, namespace),
    schema: quote(namespace),
  };
}
