import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { countRows, createTarget, readJournal } from '../../bench/webhooks/journal.ts';
import { persistently } from '../../bench/webhooks/senders.ts';
import { configuration } from '../../bench/webhooks/webhook.ts';
import { writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { freePort } from '../../bench/support/free-port.ts';
import { testScope } from '../support/scope.ts';

const SECONDS = 4;
const signal = AbortSignal.timeout(90_000);

async function startProcess(options: string): Promise<ChildProcess> {
  const hub = fork(path.resolve(import.meta.dirname, '../support/hub-process.ts'), [options]);
  await once(hub, 'message', { signal });
  return hub;
}

async function optionsFor(scope: TestScope): Promise<{ options: string; url: string }> {
  const port = await freePort();
  const httpAddress = `127.0.0.1:${port}`;
  const { natsUrl, databaseUrl, namespace, dir: stateDir } = scope;
  const configFile = await writeConfig(scope, configuration);
  const options = { natsUrl, databaseUrl, namespace, stateDir, configFile, httpAddress };
  return { options: JSON.stringify(options), url: `http://${httpAddress}` };
}

test('a hub killed with kill -9 while webhooks arrive delivers each webhook that was answered 2xx exactly once', async (t) => {
  await using scope = await testScope();
  await createTarget(scope.databaseUrl);
  const { options, url } = await optionsFor(scope);
  let hub = await startProcess(options);
  t.after(() => hub.kill('SIGKILL'));
  const sent = persistently(url, { prefix: 'k', seconds: SECONDS });
  await setTimeout(500 + Math.random() * 1_500);
  hub.kill('SIGKILL');
  await once(hub, 'exit');
  hub = await startProcess(options);
  const { promised, failed } = await sent;
  t.diagnostic(`${promised.length} webhooks, ${failed} sent again`);
  assert.ok(promised.length > 0 && failed > 0);
  // Every id is sent until it is answered 2xx, so there are no other ids.
  while ((await countRows(scope.databaseUrl)) < promised.length) {
    signal.throwIfAborted();
    await setTimeout(50);
  }
  const { lost, duplicated } = await readJournal(scope.databaseUrl, promised, 'k-');
  assert.deepEqual({ lost, duplicated }, { lost: 0, duplicated: 0 });
  assert.equal(await countRows(scope.databaseUrl), promised.length);
  hub.kill('SIGTERM');
  await once(hub, 'exit');
});
