import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connectControl } from '../../src/control/index.ts';
import { importRequest } from '../imports/support.ts';
import { startControl } from './support.ts';

const signal = AbortSignal.timeout(20_000);

test('an upload whose source is silent for long tells the hub that its caller is still there', async (t) => {
  await using control = await startControl();
  const heard = Promise.withResolvers<unknown>();
  control.hub.imports.upload = async (_request, bytes) => {
    for await (const part of bytes) heard.resolve(part.length);
    return control.hub.imports.list()[0] ?? assert.fail('no import');
  };
  const client = await connectControl(control.address);
  t.mock.timers.enable({ apis: ['setInterval'] });
  const silence = async function* () {
    t.mock.timers.tick(30_000);
    assert.equal(await heard.promise, 0);
    yield Buffer.from('{}');
  };
  try {
    await client.imports(signal).upload(importRequest('standard input'), silence());
  } finally {
    client.close();
  }
});
