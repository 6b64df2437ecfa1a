import assert from 'node:assert/strict';
import { appendFileSync, truncateSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { rowsOf } from '../support/database.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';
import {
  importRequest,
  isOver,
  jsonLines,
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
