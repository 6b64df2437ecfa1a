import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { Proxy } from '../../bench/support/proxy.ts';
import type { Lease } from '../../src/store/index.ts';
import { reachDatabase } from '../../src/store/index.ts';
import { untilRow, waitingBackend } from '../support/database.ts';
import { storeBench } from './support.ts';
import type { StoreBench } from './support.ts';

const never = new AbortController().signal;

test('one hub holds the lease, and the next one gets it when it is released', async () => {
  await using bench = await storeBench();
  const lease = await bench.database.acquireLease({ signal: never });
  const waits = Promise.withResolvers<string>();
  const next = (await reachDatabase(bench.scope)).acquireLease({
    signal: never,
    onWait: waits.resolve,
  });
  assert.match(await waits.promise, new RegExp(`^.+:${process.pid}$`));
  await lease.release();
  const second = await next;
  assert.equal(lease.lost.aborted, false);
  await second.release();
});

test('the lease is freed when the connection of its holder dies, and the holder learns of it', async () => {
  await using bench = await storeBench();
  const lease = await bench.database.acquireLease({ signal: never });
  const next = (await reachDatabase(bench.scope)).acquireLease({ signal: never });
  await waitingBackend(bench.sql);
  await endHolder(bench, lease);
  const second = await next;
  assert.equal(second.lost.aborted, false);
  await second.release();
});

test('a holder that stood still learns from the server whether it still has the lease', async (t) => {
  await using bench = await storeBench();
  const lease = await bench.database.acquireLease({ signal: never });
  await lease.confirm();
  const now = performance.now.bind(performance);
  t.mock.method(performance, 'now', () => now() + 20_000);
  await lease.confirm();
  t.mock.method(performance, 'now', () => now() + 40_000);
  // The answer comes before the holder's own connection can tell it.
  await bench.sql.query('select pg_terminate_backend($1)', [lease.backend]);
  await assert.rejects(lease.confirm(), { code: 'STORE_UNAVAILABLE' });
  assert.equal(lease.lost.aborted, true);
});

test('waiting for the lease stops when the signal aborts, and leaves no waiter behind', async () => {
  await using bench = await storeBench();
  const lease = await bench.database.acquireLease({ signal: never });
  const stop = new AbortController();
  const onWait = () => stop.abort();
  await assert.rejects(bench.database.acquireLease({ signal: stop.signal, onWait }), {
    code: 'CANCELLED',
  });
  await assert.rejects(bench.database.acquireLease({ signal: stop.signal }), { code: 'CANCELLED' });
  await lease.release();
  await assertFree(bench);
});

test('waiting for the lease fails after its time limit, and the failure names the holder', async () => {
  await using bench = await storeBench();
  const lease = await bench.database.acquireLease({ signal: never });
  await assert.rejects(bench.database.acquireLease({ signal: never, waitMs: 20 }), {
    code: 'FENCED',
    message: new RegExp(`Another hub \\(.+:${process.pid}\\)`),
  });
  await lease.release();
  await assertFree(bench);
});

test('a lost lease is taken again at once, unless another hub holds it, which is named', async () => {
  await using bench = await storeBench();
  const lost = await bench.database.acquireLease({ signal: never });
  await endHolder(bench, lost);
  const again = await bench.database.acquireLease({ signal: never, again: true });
  await endHolder(bench, again);
  const other = await (await reachDatabase(bench.scope)).acquireLease({ signal: never });
  await assert.rejects(bench.database.acquireLease({ signal: never, again: true }), {
    code: 'FENCED',
    message: new RegExp(`Another hub \\(.+:${process.pid}\\)`),
  });
  await other.release();
});

test('while the server still counts the lost connection, taking the lease again may be tried later', async () => {
  await using bench = await storeBench();
  const lease = await bench.database.acquireLease({ signal: never });
  await assert.rejects(bench.database.acquireLease({ signal: never, again: true }), {
    code: 'STORE_UNAVAILABLE',
  });
  await lease.release();
});

test('a lease that was granted without an answer is not taken for that of another hub', async () => {
  await using bench = await storeBench();
  const { scope } = bench;
  await using link = await Proxy.open(Number(new URL(scope.databaseUrl).port));
  const behind = new URL(scope.databaseUrl);
  behind.port = String(link.port);
  const database = await reachDatabase({ ...scope, databaseUrl: behind.href });
  link.loseAnswerTo('pg_try_advisory_lock');
  const giveUp = new AbortController();
  const unanswered = database.acquireLease({ signal: giveUp.signal, again: true });
  const granted = `select from pg_locks l join pg_stat_activity a using (pid)
    where locktype = 'advisory' and granted and application_name like 'stellwerk hub %' and datname = current_database()`;
  await untilRow(scope.databaseUrl, granted, AbortSignal.timeout(30_000));
  giveUp.abort();
  await assert.rejects(unanswered, { code: 'CANCELLED' });
  await assert.rejects(database.acquireLease({ signal: never, again: true }), {
    code: 'STORE_UNAVAILABLE',
  });
});

test('a lease is released although the server does not answer any more', async (t) => {
  await using bench = await storeBench();
  const lease = await bench.database.acquireLease({ signal: never });
  const goOn = () => process.kill(lease.backend, 'SIGCONT');
  t.signal.addEventListener('abort', goOn, { once: true }); // A test that fails must not leave it stopped.
  process.kill(lease.backend, 'SIGSTOP');
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const released = lease.release();
  t.mock.timers.tick(10_000);
  t.mock.timers.reset();
  await released;
  t.signal.removeEventListener('abort', goOn);
  goOn();
});

test('the leases of two namespaces are independent of each other', async () => {
  await using bench = await storeBench();
  await using other = await storeBench();
  const leases = await Promise.all(
    [bench, other].map(({ database }) => database.acquireLease({ signal: never })),
  );
  await Promise.all(leases.map((lease) => lease.release()));
});

/** Ends the connection that holds a lease, and waits until its holder knows. */
async function endHolder({ sql }: StoreBench, lease: Lease): Promise<void> {
  const lost = once(lease.lost, 'abort');
  await sql.query('select pg_terminate_backend($1)', [lease.backend]);
  await lost;
}

async function assertFree(bench: StoreBench): Promise<void> {
  const lease = await bench.database.acquireLease({ signal: never, waitMs: 5_000 });
  await lease.release();
}
