import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { lockDataDir } from '../../src/runtime/embedded/data-dir-lock.ts';
import { identify } from '../../src/runtime/embedded/process-identity.ts';
import { temporaryFolder } from './support.ts';

const noWait = { waitMs: 0 };

test('a second hub on one data folder is refused with one sentence that names the process and the remedy', async () => {
  await using folder = await temporaryFolder();
  const lock = await lockDataDir(folder.dir, noWait);
  await assert.rejects(lockDataDir(folder.dir, noWait), {
    code: 'SETUP_FAILED',
    message: `Another hub (process ${process.pid}) already uses the data folder ${folder.dir}: stop it first, or start this hub in another folder.`,
  });
  await lock.release();
  await (await lockDataDir(folder.dir, noWait)).release();
  assert.deepEqual(await readdir(folder.dir), []);
});

test('a lock is taken over if its process is dead, its process id was reused or its file is torn', async () => {
  await using folder = await temporaryFolder();
  const living = await identify(process.ppid);
  assert.ok(living);
  if (process.platform === 'linux') assert.match(living.startTime ?? '', /^\d+$/);
  const stale = [
    JSON.stringify({ pid: 2 ** 22 - 1, startTime: '1' }),
    JSON.stringify({ ...living, startTime: '1' }),
    '{"pid":',
    '',
  ];
  for (const content of stale) {
    await writeFile(path.join(folder.dir, 'hub.lock'), content);
    await (await lockDataDir(folder.dir, noWait)).release();
  }
});

test('when many hubs find the same stale lock at once, exactly one takes it', async () => {
  await using folder = await temporaryFolder();
  for (let round = 0; round < 50; round++) {
    await writeFile(path.join(folder.dir, 'hub.lock'), JSON.stringify({ pid: 2 ** 22 - 1 }));
    const takers = Array.from({ length: 10 }, () => lockDataDir(folder.dir, noWait));
    const results = await Promise.allSettled(takers);
    const taken = results.filter((result) => result.status === 'fulfilled');
    assert.equal(taken.length, 1);
    await taken[0]?.value.release();
  }
});

test('a hub waits for another that is just stopping, and reports once that it waits', async () => {
  await using folder = await temporaryFolder();
  const first = await lockDataDir(folder.dir, noWait);
  const waitedFor: number[] = [];
  const { promise: waiting, resolve } = Promise.withResolvers<void>();
  const onWait = (pid: number) => {
    waitedFor.push(pid);
    resolve();
  };
  const second = lockDataDir(folder.dir, { waitMs: 10_000, onWait });
  await waiting;
  await first.release();
  await (await second).release();
  assert.deepEqual(waitedFor, [process.pid]);
});
