import assert from 'node:assert/strict';
import { once } from 'node:events';
import path from 'node:path';
import { test } from 'node:test';
import { createTarget, verify, waitForWrites } from '../../bench/relay/target.ts';
import { keysOf } from '../../bench/relay/workload.ts';
import { forkHub, settleAndStop } from '../support/fork-hub.ts';
import { testScope } from '../support/scope.ts';
import { writeConfig } from '../support/hub.ts';

const RECORDS = 50_000;
const KILLS = 5;
const signal = AbortSignal.timeout(110_000);

const generator = path.resolve(import.meta.dirname, '../../bench/relay/generator.ts');
const config = `
connectors:
  source: { kind: ${generator}, records: ${RECORDS} }
  target: { kind: postgres, url: "\${DATABASE_URL}" }
streams:
  products:
    from: { connector: source, entity: product, key: sku, version: updatedAt }
    semantics: event
    to:
      - connector: target
        entity: product
        key: sku
        versionColumn: updated_at
        map:
          { sku: sku, name: name, price: price.net, currency: price.currency, updated_at: updatedAt }
`;

test('a hub killed with -9 at five random moments applies every record exactly once, in order per key', async (t) => {
  await using scope = await testScope();
  await createTarget(scope.databaseUrl);
  const configFile = await writeConfig(scope, config);
  const moments = Array.from({ length: KILLS }, () =>
    Math.ceil(Math.random() * RECORDS * 0.95),
  ).sort((one, other) => one - other);
  t.diagnostic(`killed after ${moments.join(', ')} of ${RECORDS} rows`);
  for (const moment of moments) {
    const hub = forkHub(scope, configFile);
    const died = once(hub, 'exit');
    await waitForWrites(scope.databaseUrl, moment, { signal, onProgress: () => undefined });
    hub.kill('SIGKILL');
    await died;
  }
  await settleAndStop(forkHub(scope, configFile), signal);

  assert.deepEqual(await verify(scope.databaseUrl, { records: RECORDS, keys: keysOf(RECORDS) }), {
    applied: RECORDS,
    lost: 0,
    duplicated: 0,
    outOfOrder: 0,
  });
});
