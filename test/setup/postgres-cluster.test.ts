import assert from 'node:assert/strict';
import { readdir, readFile, watch, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { makeCluster } from '../../src/runtime/embedded/postgres-cluster.ts';
import type { PostgresData } from '../../src/runtime/embedded/postgres-data.ts';
import { temporaryFolder } from './support.ts';

/** Describes a cluster whose initdb is a script that writes its process id to a file and then runs these lines. */
async function clusterBy(dir: string, lines: string): Promise<PostgresData> {
  const initdb = path.join(dir, 'initdb.sh');
  const pid = path.join(dir, 'pid');
  const text = `#!/bin/sh\necho $$ > '${pid}.new' && mv '${pid}.new' '${pid}'\n${lines}\n`;
  await writeFile(initdb, text, { mode: 0o700 });
  return {
    dataDir: dir,
    folder: path.join(dir, 'postgres'),
    logFile: path.join(dir, 'postgres.log'),
    binaries: { initdb, postgres: '/nonexistent' },
    account: null,
    setpriv: null,
  };
}

const HANGING = 'echo waiting for the disk\nexec sleep 600';

/** Resolves once the script of `clusterBy` runs. */
async function running(dir: string): Promise<void> {
  const signal = AbortSignal.timeout(30_000);
  for await (const { filename } of watch(dir, { signal })) if (filename === 'pid') return;
}

async function assertGone(dir: string): Promise<void> {
  const pid = Number(await readFile(path.join(dir, 'pid'), 'utf8'));
  assert.throws(() => process.kill(pid, 0), { code: 'ESRCH' });
}

test('an initdb that hangs is stopped after its time limit, and the failure says what, where and what to do', async () => {
  await using folder = await temporaryFolder();
  const { dir } = folder;
  const data = await clusterBy(dir, HANGING);
  await assert.rejects(makeCluster(data, { timeoutMs: 3_000 }), {
    code: 'SETUP_FAILED',
    message:
      /initdb was not done after 3 s and was stopped.*postgres\.log.*set STELLWERK_DATABASE_URL/,
  });
  await assertGone(dir);
  assert.ok(!(await readdir(dir)).includes('postgres'), 'no half-made cluster is left behind');
});

test('aborting the start ends initdb at once, without waiting for its time limit', async () => {
  await using folder = await temporaryFolder();
  const { dir } = folder;
  const stop = new AbortController();
  const data = await clusterBy(dir, HANGING);
  const started = running(dir);
  const made = makeCluster(data, { signal: stop.signal });
  const rejected = assert.rejects(made, { name: 'AbortError' });
  await started;
  stop.abort();
  await rejected;
  await assertGone(dir);
});

test('an initdb that fails is reported with the last line of its output', async () => {
  await using folder = await temporaryFolder();
  const data = await clusterBy(folder.dir, 'echo could not create directory: no space >&2\nexit 3');
  await assert.rejects(makeCluster(data, {}), {
    code: 'SETUP_FAILED',
    message: /initdb ended with code 3\): could not create directory: no space$/,
  });
});
