import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import pg from 'pg';
import { Proxy } from '../../bench/support/proxy.ts';
import type { Action } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { rowsOf, untilRow } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import {
  importRequest,
  isOver,
  jsonLines,
  productConfig,
  productTable,
  untilImport,
} from './support.ts';

const signal = AbortSignal.timeout(100_000);

/** A hub whose database can stop answering; the end of an import waits there until `lose` lets it be committed. */
async function hubBehindLink() {
  await using opened = new AsyncDisposableStack();
  const scope = opened.use(await testScope());
  await rowsOf(scope.databaseUrl, productTable);
  const configFile = await writeConfig(scope, productConfig(), { 'nothing.jsonl': '' });
  const link = opened.use(await Proxy.open(Number(new URL(scope.databaseUrl).port)));
  const behind = new URL(scope.databaseUrl);
  behind.port = String(link.port);
  const hub = opened.use(
    await startTestHub({ ...scope, databaseUrl: behind.href }, configFile, scope.databaseUrl),
  );
  await rowsOf(scope.databaseUrl, waitingEnd(scope));
  const gate = new pg.Client({ connectionString: scope.databaseUrl });
  await gate.connect();
  opened.defer(() => gate.end());
  await gate.query('select pg_advisory_lock(1)');
  const owned = opened.move();
  return {
    hub,
    scope,
    /** Resolves when the end is stored and its answer lost. */
    async lose() {
      await untilRow(scope.databaseUrl, waiting, signal);
      link.swallowAnswers();
      await gate.query('select pg_advisory_unlock(1)');
      await untilRow(
        scope.databaseUrl,
        `select from ${scope.namespace}.import where outcome is not null`,
        signal,
      );
      link.change('clear');
    },
    /** Lets through what waits, and everything after it. */
    open: () => gate.query('select pg_advisory_unlock(1)'),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

const waitingEnd = ({ namespace }: TestScope) => `
  create function ${namespace}.wait() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock(1); return new; end $$;
  create trigger wait before update of outcome on ${namespace}.import for each row execute function ${namespace}.wait()`;

const waitingStart = ({ namespace }: TestScope) =>
  `create trigger wait_first before insert on ${namespace}.import for each row execute function ${namespace}.wait()`;

const waiting = `select from pg_locks join pg_database d on d.oid = database
  where locktype = 'advisory' and not granted and datname = current_database()`;

async function fileOf(scope: TestScope, rows: number): Promise<string> {
  const file = path.join(scope.dir, 'products.jsonl');
  await writeFile(file, jsonLines(rows));
  return file;
}

function order(hub: RunningHub, id: string, action: Action): Promise<void> {
  const command = { id: `${action}-${Math.random()}`, kind: 'import', name: id, action } as const;
  return hub.send({ ...command, requestedBy: 'test' }, signal);
}

test('an import whose end was stored without an answer is finished, not failed', async () => {
  await using one = await hubBehindLink();
  const { hub, scope } = one;
  const { id } = await hub.imports.start(importRequest(await fileOf(scope, 10)), signal);
  await one.lose();
  const { state, lastError } = await untilImport(hub, id, signal, isOver);
  assert.deepEqual([state, lastError], ['finished', null]);
});

test('an import is started although its caller left as soon as it was stored', async () => {
  await using one = await hubBehindLink();
  const { hub, scope } = one;
  const caller = new AbortController();
  await rowsOf(scope.databaseUrl, waitingStart(scope));
  const starting = hub.imports.start(importRequest(await fileOf(scope, 10)), caller.signal);
  await untilRow(scope.databaseUrl, waiting, signal);
  caller.abort();
  await one.open();
  const { id } = await starting;
  assert.equal((await untilImport(hub, id, signal, isOver)).state, 'finished');
});

test('an import whose cancellation was stored without an answer can be cancelled again', async () => {
  await using one = await hubBehindLink();
  const { hub, scope } = one;
  // So many that the import cannot end before it is paused, also on a busy machine.
  const { id } = await hub.imports.start(importRequest(await fileOf(scope, 300_000)), signal);
  await order(hub, id, 'pause');
  const cancelled = assert.rejects(order(hub, id, 'cancel'), { code: 'STORE_UNAVAILABLE' });
  await one.lose();
  await cancelled;
  await order(hub, id, 'cancel');
  assert.equal(hub.imports.get(id).state, 'cancelled');
});
