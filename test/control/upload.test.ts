import assert from 'node:assert/strict';
import type { Readable } from 'node:stream';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { connectControl, HubUnreachable } from '../../src/control/index.ts';
import { importRequest } from '../imports/support.ts';
import type { TestControl } from './support.ts';
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

/** Reads an upload as the hub does. Tells of the first part. */
function reads(control: TestControl): Promise<void> {
  const begun = Promise.withResolvers<void>();
  control.hub.imports.upload = async (_request, bytes) => {
    for await (const _part of bytes) begun.resolve();
    return control.hub.imports.list()[0] ?? assert.fail('no import');
  };
  return begun.promise;
}

/** A pipe from which one part comes, and then nothing more. */
function silentPipe(): Readable {
  const pipe = new PassThrough();
  pipe.write('{}');
  return pipe;
}

test('a hub that stops ends an upload at once, and its caller learns that it is gone', async () => {
  await using control = await startControl();
  const begun = reads(control);
  const client = await connectControl(control.address);
  try {
    const upload = client.imports(signal).upload(importRequest('standard input'), silentPipe());
    const refused = assert.rejects(upload, HubUnreachable);
    await begun;
    await control.stop(60_000);
    await refused;
  } finally {
    client.close();
  }
});

test('an upload that sends nothing for a minute is ended, with the reason', async (t) => {
  await using control = await startControl();
  const begun = reads(control);
  const client = await connectControl(control.address);
  t.mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const upload = client.imports(signal).upload(importRequest('standard input'), silentPipe());
    const refused = assert.rejects(upload, { code: 'TIMED_OUT', message: /nothing for 60 s/ });
    await begun;
    t.mock.timers.tick(60_000);
    t.mock.timers.reset();
    await refused;
  } finally {
    client.close();
  }
});

test('an upload whose caller gives up ends at once, although its pipe is silent', async () => {
  await using control = await startControl();
  const begun = reads(control);
  const giveUp = new AbortController();
  const client = await connectControl(control.address);
  try {
    const upload = client
      .imports(giveUp.signal)
      .upload(importRequest('standard input'), silentPipe());
    const refused = assert.rejects(upload, { code: 'CANCELLED' });
    await begun;
    giveUp.abort();
    await refused;
  } finally {
    client.close();
  }
});
