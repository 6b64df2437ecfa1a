import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync, truncateSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
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

const signal = AbortSignal.timeout(110_000);

async function startHub(scope: TestScope) {
  await rowsOf(scope.databaseUrl, productTable);
  return startTestHub(scope, await writeConfig(scope, productConfig(), { 'nothing.jsonl': '' }));
}

function jsonLines(rows: number): string {
  return Array.from({ length: rows }, (_, index) => JSON.stringify(productAt(index))).join('\n');
}

for (const [how, change] of [
  ['grows', (file: string) => appendFileSync(file, `\n${JSON.stringify(productAt(1))}`)],
  ['is cut off', (file: string) => truncateSync(file, 5_000_000)],
] as const) {
  test(`an import whose file ${how} while it is read fails, since nobody knows what was read of it`, async () => {
    await using scope = await testScope();
    const file = path.join(scope.dir, 'products.jsonl');
    await writeFile(file, jsonLines(60_000));
    await using hub = await startHub(scope);
    const { id } = await hub.imports.start(importRequest(file), signal);
    await untilImport(hub, id, signal, ({ counts }) => counts.read > 0);
    change(file);
    const { state, lastError } = await untilImport(hub, id, signal, isOver);
    assert.equal(state, 'failed');
    assert.match(lastError?.message ?? '', /has changed since/);
  });
}

test('an address may contain a name and a password, which nobody is shown', async () => {
  await using scope = await testScope();
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === `Basic ${btoa('feed:p@ss')}`;
    if (isKnown) response.end(jsonLines(3));
    else response.writeHead(401).end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}/products.jsonl`;
  await using hub = await startHub(scope);
  try {
    for (const [password, state] of [
      ['p%40ss', 'finished'],
      ['wrong-one', 'failed'],
    ] as const) {
      const from = `http://feed:${password}@${place}`;
      const { id } = await hub.imports.start(importRequest(from), signal);
      const status = await untilImport(hub, id, signal, isOver);
      assert.equal(status.state, state);
      assert.doesNotMatch(JSON.stringify(status), /p%40ss|p@ss|wrong-one/);
    }
  } finally {
    server.close();
  }
  const incomplete = hub.imports.start(importRequest('http://:99999/x.csv'), signal);
  await assert.rejects(incomplete, { code: 'INVALID_REQUEST', message: /"order.from"/ });
});
