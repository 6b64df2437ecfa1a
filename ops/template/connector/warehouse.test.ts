import assert from 'node:assert/strict';
import { after, beforeEach, test } from 'node:test';
import { formatVersion } from 'stellwerk';
import { conformance } from 'stellwerk/testing';
import kind from './warehouse.ts';
import { WarehouseSystem } from './warehouse-system.ts';

const system = await WarehouseSystem.start();
after(() => system.close());
beforeEach(() => {
  system.fault = 'none';
});

const { signal } = new AbortController();

function open(settings: { readonly token?: string } = {}) {
  const defaults = { url: system.url, token: 'secret', timeoutMs: 1_000 };
  return kind.open({ ...defaults, ...settings }, { name: 'warehouse', baseDir: '.' });
}

const checks = conformance({
  open,
  faults: {
    away: async () => void (system.fault = 'away'),
    silent: async () => void (system.fault = 'silent'),
    unanswered: async () => void (system.fault = 'unanswered'),
    back: async () => void (system.fault = 'none'),
  },
  source: {
    settings: {
      entity: 'articles',
      key: 'sku',
      version: 'changedAt',
      deleted: 'deleted',
      overlapMs: 60_000,
      options: {},
    },
    writes: {
      async put(rows) {
        for (const { key, state, version } of rows) {
          const changedAt = formatVersion(version);
          system.put(key, { name: `${key} v${state}`, changedAt, deleted: false });
        }
      },
      async remove(keys) {
        for (const key of keys) {
          system.put(key, { deleted: true, changedAt: formatVersion(Date.now() * 1_000) });
        }
      },
    },
  },
  target: {
    entity: 'articles',
    document: (sku, state) => ({ sku, name: `${sku} v${state}` }),
    matchField: 'sku',
    refused: (sku) => ({ sku, name: '' }),
    effects: async () =>
      system.changes.map(({ sku, name, deleted }) => ({
        key: sku,
        state: deleted ? 'gone' : Number(name.split(' v').at(-1)),
      })),
  },
});

// What the hub relies on, whatever the system.
for (const { title, run } of checks) test(title, run);

// What is particular to this system.
test('the lane waits as long as the system asks for', async () => {
  system.fault = 'throttled';
  const target = open().target?.({ entity: 'articles', lane: 'articles/warehouse', options: {} });
  const delivery = {
    ...{ masterKey: 'm1', externalId: null, key: 'a', version: 1, operation: 'upsert' as const },
    ...{ document: { sku: 'a', name: 'A' }, idempotencyKey: 'a:1', repeated: false },
  };
  await assert.rejects(async () => target?.deliver([delivery], signal), {
    code: 'TARGET_THROTTLED',
    retryAfterMs: 7_000,
  });
});

test('a wrong token is not tried again and again', async () => {
  await assert.rejects(open({ token: 'wrong' }).check(signal), { code: 'SOURCE_REFUSED' });
});
