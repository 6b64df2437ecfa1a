import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { checkConfig } from '../../src/runtime/config/index.ts';
import { entry } from '../store/audit-support.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { openStore } from '../support/open-store.ts';
import { testScope } from '../support/scope.ts';

const DAY_MS = 86_400_000;

const config = (keep: string) => `
hub: { audit: { keep: ${keep} } }
connectors:
  pim: { kind: file, path: ./in.jsonl }
  shop: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: none }
    to: [{ connector: shop, entity: products }]
`;

test('a hub removes audit rows older than hub.audit.keep, and the rest of the log still verifies', async () => {
  await using scope = await testScope();
  const store = await openStore(scope);
  for (const age of [4, 3, 1]) await store.audit.record(entry({ atMs: Date.now() - age * DAY_MS }));
  const file = await writeConfig(scope, config('2d'), { 'in.jsonl': '' });
  await using hub = await startTestHub(scope, file);
  const signal = AbortSignal.timeout(10_000);
  for (let pruned = false; !pruned;) {
    const { rows } = await hub.audit.list({}, { limit: 10, before: null });
    pruned = rows.length === 2 && rows[0]?.seq === 4;
    await setTimeout(20, undefined, { signal });
  }
  const verdict = await hub.audit.verify({ signal, expected: null, onProgress: () => undefined });
  assert.deepEqual([verdict.checked, verdict.fault], [2, null]);
  await store.close();
});

test('a hub.audit.keep of less than a day is a mistake', async () => {
  await using scope = await testScope();
  const file = await writeConfig(scope, config('5m'), { 'in.jsonl': '' });
  const { mistakes } = await checkConfig(file, {});
  assert.deepEqual(
    mistakes.map(({ path, message }) => [path, message]),
    [['hub.audit.keep', 'An audit log is kept for at least a day.']],
  );
});
