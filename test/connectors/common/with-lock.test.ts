import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { withLock } from '../../../src/connectors/common/with-lock.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-lock-'));
after(() => rm(dir, { recursive: true, force: true }));
const lock = path.join(dir, 'lock');
const signal = AbortSignal.timeout(60_000);

/** The lock of a process that was killed with -9. */
async function deadLock(): Promise<{ readonly pid: number; readonly machine: string }> {
  const holder = fork(path.join(import.meta.dirname, 'lock-holder.ts'), [lock]);
  await once(holder, 'message', { signal });
  holder.kill('SIGKILL');
  await once(holder, 'exit', { signal });
  return JSON.parse(await readFile(lock, 'utf8')) as { pid: number; machine: string };
}

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

test('of many who find the lock of a dead process, one after the other gets it', async () => {
  const dead = JSON.stringify(await deadLock());
  for (let round = 0; round < 20; round++) {
    await writeFile(lock, dead);
    let atWork = 0;
    const work = async () => {
      assert.equal(++atWork, 1);
      await readdir(dir);
      atWork--;
    };
    await Promise.all(Array.from({ length: 8 }, () => withLock(lock, signal, work)));
    assert.deepEqual(await readdir(dir), []);
  }
});

test(
  'a process id of another machine means nothing here, even if both machines have one name',
  { skip: process.platform !== 'linux' && 'only Linux tells machines of one name apart' },
  async () => {
    const { pid, machine } = await deadLock();
    const start = (await readFile('/proc/sys/kernel/random/boot_id', 'utf8')).trim();
    const other = machine.replace(start, '00000000-0000-4000-8000-000000000000');
    assert.notEqual(other, machine);
    await writeFile(lock, JSON.stringify({ pid, machine: other }));
    let isAlive = true;
    const waiting = withLock(lock, signal, () => {
      assert.equal(isAlive, false);
      return Promise.resolve('taken');
    });
    // As its owner at work does; more often than the waiting one looks.
    for (let beat = 0; beat < 200; beat++) {
      await utimes(lock, new Date(), new Date());
      await readFile(lock);
    }
    isAlive = false;
    await rm(lock);
    assert.equal(await waiting, 'taken');
  },
);
