import assert from 'node:assert/strict';
import { once } from 'node:events';
import { access } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { startTestHub, writeConfig } from '../support/hub.ts';
import type { TestScope } from '../support/scope.ts';
import { testScope } from '../support/scope.ts';

const TELLTALE = path.resolve(import.meta.dirname, 'telltale.ts');
const wasRead = (scope: TestScope) => path.join(scope.dir, 'was-read');

async function configWith(scope: TestScope, hub: string): Promise<string> {
  return writeConfig(
    scope,
    `hub: ${hub}
connectors:
  pim: { kind: '${TELLTALE}', mark: '${wasRead(scope)}' }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: at }
    to: [{ connector: out, entity: product }]
`,
  );
}

test('a hub whose TLS files are unusable says so before any source is read', async () => {
  await using scope = await testScope();
  const configFile = await configWith(scope, '{ tls: { cert: server.crt, key: server.key } }');
  await assert.rejects(startTestHub(scope, configFile), /server\.crt cannot be read: .*hub\.tls/);
  await assert.rejects(access(wasRead(scope)), { code: 'ENOENT' });
});

for (const door of ['grpc', 'http'] as const) {
  test(`a hub whose ${door} port is in use says so before any source is read`, async () => {
    await using scope = await testScope();
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = `127.0.0.1:${(other.address() as AddressInfo).port}`;
    try {
      const taken = await configWith(scope, `{ ${door}: { address: "${address}" } }`);
      const inUse = new RegExp(`on ${address}: the port is in use, .* as hub\\.${door}\\.address`);
      await assert.rejects(startTestHub(scope, taken), inUse);
      await assert.rejects(access(wasRead(scope)), { code: 'ENOENT' });
    } finally {
      other.close();
    }
    // The next start reads it.
    await using hub = await startTestHub(scope, await configWith(scope, '{}'));
    await hub.settled(AbortSignal.timeout(10_000));
    await access(wasRead(scope));
  });
}
