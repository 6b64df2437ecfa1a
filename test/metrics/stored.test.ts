import assert from 'node:assert/strict';
import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { importRequest } from '../imports/support.ts';
import type { TestHub } from '../support/hub.ts';
import { startTestHub, until, writeConfig } from '../support/hub.ts';
import { testScope } from '../support/scope.ts';

const config = `
connectors:
  pim: { kind: file, path: ./products.jsonl }
  out: { kind: file, path: ./out.jsonl }
streams:
  products:
    from: { connector: pim, entity: product, key: sku, version: v }
    to: [{ connector: out, entity: products }]
`;

/** Asks without saying which encodings are understood. */
async function stored({ httpAddress }: TestHub): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  get(`http://${httpAddress}/metrics`, (answer) => void text(answer).then(resolve, reject)).on(
    'error',
    reject,
  );
  const line = /^stellwerk_stream_records_stored_total\{stream="products"\} (\d+)$/m;
  return Number(line.exec(await promise)?.[1]);
}

test('records are counted as stored whether they were read, pushed or imported, and still are after a restart', async () => {
  await using scope = await testScope();
  const signal = AbortSignal.timeout(60_000);
  const rows = (from: number, count: number) =>
    Array.from({ length: count }, (_, n) => `{"sku":"A${from + n}","v":1}\n`).join('');
  const configFile = await writeConfig(scope, config, { 'products.jsonl': rows(0, 2) });
  {
    await using hub = await startTestHub(scope, configFile);
    await hub.settled(signal);
    assert.equal(await stored(hub), 2);

    const pushed = await fetch(`http://${hub.httpAddress}/v1/streams/products/records`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"sku":"A2","v":1}',
    });
    assert.equal(pushed.status, 200);
    assert.equal(await stored(hub), 3);

    const file = path.join(scope.dir, 'more.jsonl');
    await writeFile(file, rows(3, 1_500));
    const { id } = await hub.imports.start(importRequest(file), signal);
    await until(hub, signal, () => hub.imports.get(id).state === 'finished');
    assert.equal(await stored(hub), 1_503);
  }
  await using again = await startTestHub(scope, configFile);
  await again.settled(signal);
  assert.equal(await stored(again), 1_503);
});
