import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { startTestHub, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const signal = AbortSignal.timeout(60_000);

const config = (targets: readonly string[]) => `
connectors:
  pim: { kind: file, path: ./products.jsonl }
${targets.map((name) => `  ${name}: { kind: file, path: ./${name}.jsonl }`).join('\n')}
streams:
  products:
    from: { connector: pim, entity: products, key: sku, version: changed }
    to:
${targets.map((name) => `      - { connector: ${name}, entity: products }`).join('\n')}
`;

// The source file is empty when the second target is added, so that target can only get history from the log.
test('a target that is added later gets the whole history from the log, and the other lane is not affected', async () => {
  await using scope = await testScope();
  const rows = Array.from({ length: 250 }, (_, index) => ({
    sku: `p${index}`,
    changed: index + 1,
  }));
  const products = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const keysIn = async (name: string) =>
    (await readFile(path.join(scope.dir, `${name}.jsonl`), 'utf8'))
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { key: string }).key);
  {
    const file = await writeConfig(scope, config(['shop']), { 'products.jsonl': products });
    await using hub = await startTestHub(scope, file);
    await hub.settled(signal);
  }
  const file = await writeConfig(scope, config(['shop', 'marketplace']), { 'products.jsonl': '' });
  await using hub = await startTestHub(scope, file);
  await hub.settled(signal);
  const counts = hub
    .lanes()
    .map(({ name, counts: { applied, unchanged } }) => [name, applied, unchanged]);
  assert.deepEqual(counts.sort(), [
    ['products/marketplace', 250, 0],
    ['products/shop', 250, 0],
  ]);
  const keys = rows.map(({ sku }) => sku);
  assert.deepEqual(await keysIn('marketplace'), keys);
  assert.deepEqual(await keysIn('shop'), keys);
});
