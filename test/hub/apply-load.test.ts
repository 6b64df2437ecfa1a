import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { createTarget, verify, waitForWrites } from '../../bench/relay/target.ts';
import { keysOf } from '../../bench/relay/workload.ts';
import { applyTo, bundleOf } from '../support/apply.ts';
import { rowsOf } from '../support/database.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const RECORDS = 100_000;
const signal = AbortSignal.timeout(110_000);
const generator = path.resolve(import.meta.dirname, '../../bench/relay/generator.ts');

const config = (connector = '', stream = '') => `
connectors:
  source: { kind: ${generator}, records: ${RECORDS} }
  target: { kind: postgres, url: "\${DATABASE_URL}" }
${connector}
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
${stream}`;
const more = config(
  '  pim: { kind: file, path: ./prices.jsonl }\n  file: { kind: file, path: ./out.jsonl }',
  `  prices:
    from: { connector: pim, entity: prices, key: sku, version: changed }
    to: [{ connector: file, entity: prices }]
`,
);

// The relay has a backlog all the time, so a gap between writes to its target shows how long its lane waited.
test('while a connector, a stream and a target are added and removed, a relay at full speed never pauses for a second', async (t) => {
  await using scope = await testScope();
  await createTarget(scope.databaseUrl);
  const rows = Array.from({ length: 3_000 }, (_, n) => `{"sku":"p${n}","changed":1}\n`).join('');
  const file = await writeConfig(scope, config(), { 'prices.jsonl': rows });
  await rowsOf(
    scope.databaseUrl,
    'alter table product_journal add column at timestamptz default clock_timestamp()',
  );
  await using hub = await startTestHub(scope, file);
  const progress = { signal, onProgress: () => undefined };
  await waitForWrites(scope.databaseUrl, 10_000, progress);
  // After the first round the file already holds the records.
  const pricesSettled = () => {
    const counts = hub.lanes().find(({ name }) => name === 'prices/file')?.counts;
    return counts !== undefined && counts.applied + counts.unchanged === 3_000;
  };
  const beganAt = new Date();
  let rounds = 0;
  while ((hub.lanes()[0]?.settledSeq ?? 0) < RECORDS * 0.8) {
    await applyTo(hub, bundleOf(more));
    await until(hub, signal, pricesSettled);
    await applyTo(hub, bundleOf(config()), { allowDataLoss: true });
    rounds++;
  }
  const endedAt = new Date();
  await waitForWrites(scope.databaseUrl, RECORDS, progress);
  const sent = { records: RECORDS, keys: keysOf(RECORDS) };
  assert.deepEqual(await verify(scope.databaseUrl, sent), {
    applied: RECORDS,
    lost: 0,
    duplicated: 0,
    outOfOrder: 0,
  });
  const [gap] = await rowsOf<{ ms: number }>(
    scope.databaseUrl,
    `select max(ms)::int as ms from (
       select extract(epoch from at - lag(at) over (order by position)) * 1000 as ms, at
       from product_journal) gaps where at between $1 and $2`,
    [beganAt, endedAt],
  );
  t.diagnostic(
    `${rounds} rounds in ${endedAt.getTime() - beganAt.getTime()} ms; ${gap?.ms} ms at most between two writes`,
  );
  assert.ok(rounds > 0, 'the relay ended before the apply did');
  assert.ok((gap?.ms ?? Infinity) < 1_000, `the lane wrote nothing for ${gap?.ms} ms`);
});
