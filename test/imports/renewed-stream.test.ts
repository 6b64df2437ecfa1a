import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import type { Action, Command } from '../../src/domain/index.ts';
import type { RunningHub } from '../../src/runtime/hub.ts';
import { applyTo, bundleOf } from '../support/apply.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import {
  importRequest,
  isOver,
  productAt,
  productConfig,
  productTable,
  untilImport,
} from './support.ts';

const ROWS = 30_000;
const signal = AbortSignal.timeout(100_000);

function order(
  hub: RunningHub,
  name: string,
  action: Action,
  kind: Command['kind'] = 'import',
): Promise<void> {
  const id = `${action}-${Math.random()}`;
  return hub.send({ id, kind, name, action, requestedBy: 'test' }, signal);
}

async function hubWithFile(scope: TestScope) {
  await rowsOf(scope.databaseUrl, productTable);
  const configFile = await writeConfig(scope, productConfig(), { 'nothing.jsonl': '' });
  const file = path.join(scope.dir, 'products.jsonl');
  const rows = Array.from({ length: ROWS }, (_, index) => productAt(index));
  await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
  return { file, start: () => startTestHub(scope, configFile) };
}

// The apply gives up the stream's log, and with it the rows that are already in it.
for (const how of ['paused', 'running']) {
  test(`an import that is ${how} while its stream gets another key stores all rows under that key`, async () => {
    await using scope = await testScope();
    const { file, start } = await hubWithFile(scope);
    await using hub = await start();
    const { id } = await hub.imports.start(importRequest(file), signal);
    await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
    if (how === 'paused') await order(hub, id, 'pause');
    const renewed = productConfig().replace('key: sku, version', 'key: name, version');
    await applyTo(hub, bundleOf(renewed), { allowDataLoss: true });
    if (how === 'paused') await order(hub, id, 'resume');
    const { state, counts } = await untilImport(hub, id, signal, isOver);
    assert.deepEqual([state, counts.stored], ['finished', ROWS]);
    await hub.settled(signal);
    const applied = `select count(*)::int as things from "${scope.namespace}".applied`;
    assert.deepEqual(await rowsOf(scope.databaseUrl, applied), [{ things: ROWS }]);
  });
}

// No lane has settled anything, so none misses the log.
test('an import whose rows were lost with the log of its stream starts again at the beginning', async () => {
  await using scope = await testScope();
  const { file, start } = await hubWithFile(scope);
  const interrupted = async () => {
    await using hub = await start();
    await order(hub, 'products/shop', 'pause', 'lane');
    const { id } = await hub.imports.start(importRequest(file), signal);
    await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
    await order(hub, id, 'pause');
    return id;
  };
  const id = await interrupted();
  const nc = await connect({ servers: new URL(scope.natsUrl).host });
  await (await jetstreamManager(nc)).streams.delete(`${scope.namespace}-stream-products`);
  await nc.close();

  await using hub = await start();
  await order(hub, id, 'resume');
  await untilImport(hub, id, signal, isOver);
  await until(hub, signal, () => hub.streams()[0]?.records === ROWS);
});

for (const how of ['paused', 'running']) {
  test(`an import that is ${how} while its stream is removed starts again at the beginning when there is one again`, async () => {
    await using scope = await testScope();
    const { file, start } = await hubWithFile(scope);
    await using hub = await start();
    const { id } = await hub.imports.start(importRequest(file), signal);
    await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
    if (how === 'paused') await order(hub, id, 'pause');
    const without = productConfig().replace('  products:', '  others:');
    await applyTo(hub, bundleOf(without), { allowDataLoss: true });
    if (how === 'running') {
      const { lastError } = await untilImport(hub, id, signal, isOver);
      assert.equal(
        lastError?.message,
        `Stream products of import ${id} is not configured any more.`,
      );
    }
    await applyTo(hub, bundleOf(productConfig()));
    // The new log is longer than what the import had stored in the former one.
    const other = await hub.imports.start(importRequest(file), signal);
    await untilImport(hub, other.id, signal, isOver);
    await order(hub, id, 'resume');
    await until(hub, signal, () => hub.streams()[0]?.records === 2 * ROWS);
    const { state, counts } = await untilImport(hub, id, signal, isOver);
    assert.deepEqual([state, counts.stored], ['finished', ROWS]);
  });
}
