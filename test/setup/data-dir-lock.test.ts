import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { lockDataDir } from '../../src/runtime/embedded/data-dir-lock.ts';
import { identify } from '../../src/runtime/embedded/process-identity.ts';
import { temporaryFolder } from './support.ts';

test('a second hub on one data folder is refused in one sentence with the process and the remedy', async () => {
  await using folder = await temporaryFolder();
  const lock = await lockDataDir(folder.dir);
  await assert.rejects(lockDataDir(folder.dir), {
    code: 'SETUP_FAILED',
    message: `Another hub (process ${process.pid}) already works on the data folder ${folder.dir}: stop it first, or give this hub a data folder of its own.`,
  });
  await lock.release();
  await (await lockDataDir(folder.dir)).release();
  assert.deepEqual(await readdir(folder.dir), []);
});

test('a lock is taken over from a dead process, from a reused id and from a torn file', async () => {
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
    await (await lockDataDir(folder.dir)).release();
  }
});

test('of many that find the same stale lock at once, exactly one takes it', async () => {
  await using folder = await temporaryFolder();
  await writeFile(path.join(folder.dir, 'hub.lock'), JSON.stringify({ pid: 2 ** 22 - 1 }));
  const takers = Array.from({ length: 20 }, () => lockDataDir(folder.dir));
  const results = await Promise.allSettled(takers);
  assert.equal(results.filter(({ status }) => status === 'fulfilled').length, 1);
});
