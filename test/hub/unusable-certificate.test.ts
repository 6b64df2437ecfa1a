import assert from 'node:assert/strict';
import { access, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startTestHub } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

test('a hub whose TLS files are unusable says so before any record flows', async () => {
  await using scope = await testScope();
  await writeFile(path.join(scope.dir, 'in.jsonl'), '{"sku":"a","at":1}\n');
  const configFile = path.join(scope.dir, 'stellwerk.yaml');
  await writeFile(
    configFile,
    `hub: { tls: { cert: server.crt, key: server.key } }
connectors: { pim: { kind: file, path: ./in.jsonl }, out: { kind: file, path: ./out.jsonl } }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: at }
    to: [{ connector: out, entity: product }]
`,
  );
  await assert.rejects(startTestHub(scope, configFile), /server\.crt cannot be read: .*hub\.tls/);
  await assert.rejects(access(path.join(scope.dir, 'out.jsonl')), { code: 'ENOENT' });
});
