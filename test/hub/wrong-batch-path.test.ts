import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HttpSystem } from '../support/http-system.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);
const RECORDS = 40;

const config = (url: string) => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  shop: { kind: http, url: "${url}" }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    to: [{ connector: shop, entity: products, batch: { path: /bulk, size: 10 } }]
`;

for (const status of [404, 405]) {
  test(`a batch path that answers ${status} stops its lane without dead letters; once corrected and resumed, it delivers everything`, async () => {
    await using scope = await testScope();
    await using system = await HttpSystem.start();
    let isThere = false;
    const delivered = new Set<string>();
    system.reply = ({ path, body }) => {
      if (path !== '/bulk') return {};
      if (!isThere) return { status };
      const skus = (body as { sku: string }[]).map(({ sku }) => sku);
      for (const sku of skus) delivered.add(sku);
      return { body: skus.map((id) => ({ id })) };
    };
    const rows = Array.from({ length: RECORDS }, (_, n) => `{"sku":"A${n}","v":1}\n`).join('');
    const files = { 'products.jsonl': rows };
    await using hub = await startTestHub(
      scope,
      await writeConfig(scope, config(system.url), files),
    );
    const stands = () => hub.lanes()[0]?.state === 'failed' && hub.lanes()[0]?.backlog === RECORDS;
    await until(hub, signal, stands);
    const [lane] = hub.lanes();
    assert.equal(lane?.lastError?.code, 'TARGET_MISCONFIGURED');
    assert.match(lane.lastError.message, /POST \/bulk answered .*Correct "batch" of the connector/);
    assert.deepEqual([lane.counts.deadLettered, lane.parked], [0, 0]);
    assert.equal(await hub.recovery.countDeadLetters({}), 0);

    isThere = true;
    const resume = {
      kind: 'lane',
      name: lane.name,
      action: 'resume',
      requestedBy: 'test',
    } as const;
    await hub.send({ id: 'r1', ...resume }, signal);
    await hub.settled(signal);
    assert.equal(delivered.size, RECORDS);
    assert.equal(hub.lanes()[0]?.counts.applied, RECORDS);
  });
}
