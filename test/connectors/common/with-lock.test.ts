import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { withLock } from '../../../src/connectors/common/with-lock.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-lock-'));
after(() => rm(dir, { recursive: true, force: true }));
const lock = path.join(dir, 'lock');
const signal = AbortSignal.timeout(60_000);

test('work under one lock is done one after the other, and leaves nothing behind, also if it fails', async () => {
  let atWork = 0;
  const work = async (n: number) => {
    assert.equal(++atWork, 1);
    await readdir(dir);
    atWork--;
    if (n % 2 === 0) throw new Error(`${n}`);
  };
  const all = Array.from({ length: 10 }, (_, n) => withLock(lock, signal, () => work(n)));
  const ends = await Promise.allSettled(all);
  assert.deepEqual(
    ends.map((end) => (end.status === 'rejected' ? (end.reason as Error).message : '')),
    ['0', '', '2', '', '4', '', '6', '', '8', ''],
  );
  assert.deepEqual(await readdir(dir), []);
});

test('the lock of another process is waited for while it lives, and taken at once when it was killed with -9', async () => {
  const holder = fork(path.join(import.meta.dirname, 'lock-holder.ts'), [lock]);
  try {
    await once(holder, 'message', { signal });
    const gaveUp = new AbortController();
    const waiting = withLock(lock, gaveUp.signal, () => Promise.resolve('taken'));
    await assert.rejects(
      Promise.race([waiting, readdir(dir).then(() => gaveUp.abort(new Error('enough')))]).then(
        () => waiting,
      ),
      { name: 'AbortError' },
    );
    const next = withLock(lock, signal, () => Promise.resolve('taken'));
    holder.kill('SIGKILL');
    assert.equal(await next, 'taken');
    assert.deepEqual(await readdir(dir), []);
  } finally {
    holder.kill('SIGKILL');
  }
});
