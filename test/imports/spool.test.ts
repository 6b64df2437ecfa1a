import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import { Failure } from '../../src/domain/index.ts';
import { Spool } from '../../src/runtime/imports/spool.ts';
import { HttpSystem } from '../support/http-system.ts';

const signal = AbortSignal.timeout(20_000);

test('a file is fetched with the user and password of its address, which no message repeats', async () => {
  await using system = await HttpSystem.start();
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-spool-'));
  const spool = new Spool(dir);
  const secret = (path: string) =>
    `${system.url.replace('//', '//me:p%40ss@')}/${path}?signature=S1gn`;
  try {
    system.reply = () => ({ body: '{}' });
    const file = spool.newFile();
    await spool.fetch(secret('a'), file, signal);
    assert.equal(await readFile(file, 'utf8'), '{}');
    const [asked] = system.seen;
    const login = Buffer.from('me:p@ss').toString('base64');
    assert.equal(asked?.headers.authorization, `Basic ${login}`);
    assert.equal(asked.query.get('signature'), 'S1gn');
    for (const reply of [{ cut: true }, { status: 403, body: 'no p@ss, no S1gn' }]) {
      system.reply = () => reply;
      const refused = spool.fetch(secret('b'), spool.newFile(), signal);
      await assert.rejects(refused, ({ message }: Error) => {
        assert.match(message, /^http:\/\/127\.0\.0\.1:\d+\/b (cannot be fetched|answered 403)/);
        return !/p@ss|p%40ss|S1gn/.test(message);
      });
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test('an answer that is not the file is none: one that is being made is asked for again, when its server says so', async () => {
  await using system = await HttpSystem.start();
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-spool-'));
  const spool = new Spool(dir);
  try {
    for (const [status, code] of [
      [202, 'SOURCE_UNAVAILABLE'],
      [429, 'SOURCE_UNAVAILABLE'],
      [503, 'SOURCE_UNAVAILABLE'],
      [206, 'SOURCE_REFUSED'],
    ] as const) {
      system.reply = () => ({ status, headers: { 'retry-after': '600' }, body: '{}' });
      await assert.rejects(spool.fetch(`${system.url}/a`, spool.newFile(), signal), {
        code,
        retryAfterMs: 600_000,
      });
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});

test('an upload that is given up says why, and leaves nothing behind', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-spool-'));
  const spool = new Spool(dir);
  const giveUp = new AbortController();
  const why = new Failure('TIMED_OUT', { message: 'The upload sent nothing.' });
  const parts = new PassThrough();
  const upload = async function* () {
    yield Buffer.from('{}');
    giveUp.abort(why);
    parts.destroy(why);
    yield* parts as AsyncIterable<Buffer>;
  };
  try {
    await assert.rejects(spool.write(spool.newFile(), upload(), giveUp.signal), why);
    assert.deepEqual(await readdir(path.join(dir, 'imports')), []);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
