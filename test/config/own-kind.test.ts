import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { Failure } from '../../src/domain/index.ts';
import { loadBundle, readBundle } from '../../src/runtime/config/index.ts';

test('a connector that imports the contract by name travels to a folder where no package is installed, and the hub knows its failures', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-own-kind-'));
  try {
    await writeFile(
      path.join(dir, 'stellwerk.yaml'),
      `connectors: { wms: { kind: ./wms.mts } }
streams: { stock: { from: { connector: wms, entity: stock, key: sku }, to: [{ connector: wms, entity: levels }] } }
`,
    );
    await writeFile(
      path.join(dir, 'wms.mts'),
      `import { defineConnector } from 'stellwerk';
import { wrongToken } from './wms-api.mts';
export default defineConnector({
  kind: 'wms',
  summary: 'A system that accepts nobody.',
  settings: { type: 'object', additionalProperties: false, properties: {} },
  sourceOptions: {},
  targetOptions: {},
  open: () => ({
    check: async () => { throw wrongToken(); },
    source: () => ({ read: async () => { throw wrongToken(); } }),
    target: () => ({ deliver: async () => { throw wrongToken(); } }),
    close: async () => undefined,
  }),
});
`,
    );
    await writeFile(
      path.join(dir, 'wms-api.mts'),
      `import { Failure } from 'stellwerk';
export const wrongToken = (): Failure => new Failure('SOURCE_REFUSED', { message: 'Wrong token.' });
`,
    );
    const bundle = await readBundle(path.join(dir, 'stellwerk.yaml'));
    assert.deepEqual(Object.keys(bundle.files).sort(), [
      'stellwerk.yaml',
      'wms-api.mts',
      'wms.mts',
    ]);
    const places = { dir: path.join(dir, 'unpacked'), dataDir: dir, env: {} };
    const [wms] = (await loadBundle(bundle, places)).connectors;
    const opened = wms?.kind.open(wms.settings, { name: 'wms', baseDir: dir });
    await assert.rejects(
      async () => opened?.check(AbortSignal.timeout(1_000)),
      (error) => error instanceof Failure && error.code === 'SOURCE_REFUSED',
    );
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
