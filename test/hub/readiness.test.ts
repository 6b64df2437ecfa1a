import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Proxy } from '../../bench/support/proxy.ts';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

test('anybody may ask whether the hub is ready, and learns which server is away, but not where it is', async () => {
  await using scope = await testScope();
  await using link = await Proxy.open(Number(new URL(scope.databaseUrl).port));
  const behind = new URL(scope.databaseUrl);
  behind.port = String(link.port);
  const file = await writeConfig(
    scope,
    `
connectors:
  pim: { kind: push }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    to: [{ connector: out, entity: products }]
`,
  );
  const more = { databaseUrl: behind.href };
  await using hub = await startTestHub(scope, file, scope.databaseUrl, more);
  link.change('refusing');
  const answer = await fetch(`http://${hub.httpAddress}/readyz`);
  assert.equal(answer.status, 503);
  const reasons = ["PostgreSQL does not answer; the hub's log says why"];
  assert.deepEqual(await answer.json(), { ready: false, reasons });
  link.change('clear');
});
