import assert from 'node:assert/strict';
import { once } from 'node:events';
import test from 'node:test';
import { storeBench, waitingBackend } from './support.ts';
import type { StoreBench } from './support.ts';

const never = new AbortController().signal;

test('one hub holds the lease, and the next one gets it when it is released', async () => {
  await using bench = await storeBench();
  const lease = await bench.store.acquireLease({ signal: never });
  const waits = Promise.withResolvers<string>();
  const next = (await bench.another()).acquireLease({ signal: never, onWait: waits.resolve });
  assert.match(await waits.promise, new RegExp(`^.+:${process.pid}$`));
  await lease.release();
  const second = await next;
  assert.equal(lease.lost.aborted, false);
  await second.release();
});

test('the lease is freed when the connection of its holder dies, and the holder learns of it', async () => {
  await using bench = await storeBench();
  const lease = await bench.store.acquireLease({ signal: never });
  const next = (await bench.another()).acquireLease({ signal: never });
  await waitingBackend(bench.sql);
  const lost = once(lease.lost, 'abort');
  await bench.sql.query(
    `select pg_terminate_backend(pid) from pg_locks
     where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())`,
  );
  await lost;
  const second = await next;
  assert.equal(second.lost.aborted, false);
  await second.release();
});

test('waiting for the lease stops when the signal aborts, and leaves no waiter behind', async () => {
  await using bench = await storeBench();
  const lease = await bench.store.acquireLease({ signal: never });
  const stop = new AbortController();
  const onWait = () => stop.abort();
  await assert.rejects(bench.store.acquireLease({ signal: stop.signal, onWait }), {
    code: 'CANCELLED',
  });
  await assert.rejects(bench.store.acquireLease({ signal: stop.signal }), { code: 'CANCELLED' });
  await lease.release();
  await assertFree(bench);
});

test('waiting for the lease fails after its time limit, and the failure names the holder', async () => {
  await using bench = await storeBench();
  const lease = await bench.store.acquireLease({ signal: never });
  await assert.rejects(bench.store.acquireLease({ signal: never, waitMs: 20 }), {
    code: 'FENCED',
    message: new RegExp(`Another hub \\(.+:${process.pid}\\)`),
  });
  await lease.release();
  await assertFree(bench);
});

test('the leases of two namespaces are independent of each other', async () => {
  await using bench = await storeBench();
  await using other = await storeBench();
  const leases = await Promise.all(
    [bench, other].map(({ store }) => store.acquireLease({ signal: never })),
  );
  await Promise.all(leases.map((lease) => lease.release()));
});

async function assertFree(bench: StoreBench): Promise<void> {
  const lease = await bench.store.acquireLease({ signal: never, waitMs: 5_000 });
  await lease.release();
}
