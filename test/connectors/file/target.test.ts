import assert from 'node:assert/strict';
import {
  readFile,
  readdir,
  readlink,
  rename,
  rm,
  symlink,
  truncate,
  writeFile,
} from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import type { Target } from '../../../src/connector-api/index.ts';
import { delivery } from '../postgres/support.ts';
import { open, withFolder } from './support.ts';

const signal = AbortSignal.timeout(60_000);

for (const [format, settings, options] of [
  ['JSON Lines', { path: 'out.jsonl' }, {}],
  ['CSV', { path: 'out.csv' }, { columns: ['name'] }],
  ['CSV (|)', { path: 'out.csv', delimiter: '|' }, { columns: ['name'] }],
] as const) {
  test(`a ${format} target appends each version once, also across restarts and torn lines`, async () => {
    await withFolder(async (dir) => {
      const file = path.join(dir, settings.path);
      const deliver = async (...batch: Parameters<typeof delivery>[]) => {
        const connector = open(dir, settings);
        const target = connector.target?.({ entity: 'out', lane: 'l', options });
        const outcomes = await target?.deliver(
          batch.map((one) => delivery(...one)),
          signal,
        );
        await connector.close();
        return outcomes?.map(({ kind }) => kind);
      };
      const lines = async () => (await readFile(file, 'utf8')).trimEnd().split('\n').length;
      assert.deepEqual(await deliver(['a', 1], ['b, "quoted"', 1]), ['applied', 'applied']);
      const whole = await lines();
      assert.deepEqual(await deliver(['a', 1], ['b, "quoted"', 1]), ['unchanged', 'unchanged']);
      assert.equal(await lines(), whole);
      const { length } = await readFile(file);
      await deliver(['c', 1]);
      await truncate(file, length + 5); // As a crash during the write leaves it.
      assert.deepEqual(await deliver(['c', 1], ['a', 2]), ['applied', 'applied']);
      assert.equal(await lines(), whole + 2);
    });
  });
}

test('a forced delivery is appended even if the journal holds a newer version, and leads from there on', async () => {
  await withFolder(async (dir) => {
    const target = targetOf(dir, 'out.jsonl');
    const deliver = async (...one: Parameters<typeof delivery>) =>
      (await target.deliver([delivery(...one)], signal))[0]?.kind;
    assert.equal(await deliver('a', 3), 'applied');
    assert.equal(await deliver('a', 1), 'unchanged');
    assert.equal(await deliver('a', 1, { forced: true }), 'applied');
    assert.equal(await deliver('a', 2), 'applied');
    await target.close?.();
  });
});

test('a version is recognised after a restart even if its text contains Unicode line separators', async () => {
  await withFolder(async (dir) => {
    const kinds = [];
    for (let start = 0; start < 2; start++) {
      const target = targetOf(dir, 'out.jsonl');
      const [outcome] = await target.deliver([delivery('a\u2028b\u2029c', 1)], signal);
      kinds.push(outcome?.kind);
      await target.close?.();
    }
    assert.deepEqual(kinds, ['applied', 'unchanged']);
  });
});

for (const name of ['out.jsonl', 'out.csv']) {
  test(`content that changes without a newer version is appended once, also after a restart (${name})`, async () => {
    await withFolder(async (dir) => {
      const first = delivery('a', 1);
      const second = { ...first, document: { name: 'ä\u2028 "quoted"' }, idempotencyKey: 'other' };
      const target = targetOf(dir, name);
      await target.deliver([first], signal);
      const appended = await target.deliver([second], signal);
      assert.deepEqual(appended, [{ kind: 'applied', externalId: 'a' }]);
      await target.close?.();
      const restarted = targetOf(dir, name);
      const again = await restarted.deliver([{ ...second, repeated: true }], signal);
      assert.deepEqual(again, [{ kind: 'unchanged', externalId: 'a' }]);
      await restarted.close?.();
      const lines = (await readFile(path.join(dir, name), 'utf8')).trimEnd().split('\n');
      assert.equal(lines.filter((line) => line.includes('quoted')).length, 1);
    });
  });
}

test('after a journal is moved away or emptied, as by a log rotation, a new one is begun', async () => {
  await withFolder(async (dir) => {
    const file = path.join(dir, 'out.csv');
    const target = targetOf(dir, 'out.csv');
    await target.deliver([delivery('a', 1)], signal);
    await rename(file, `${file}.1`);
    await target.deliver([delivery('a', 2)], signal);
    await rm(file);
    await target.deliver([delivery('a', 2)], signal);
    await truncate(file);
    await target.deliver([delivery('a', 3)], signal);
    await target.close?.();
    const keys = (await readFile(file, 'utf8')).trimEnd().split('\n');
    assert.deepEqual(
      keys.map((line) => line.split(',').slice(1, 3).join()),
      ['key,version', 'a,3'],
    );
    assert.match(await readFile(`${file}.1`, 'utf8'), /a,1,/);
    assert.equal(await timesOpen(file), 0);
  });
});

test('a line with an unclosed quote that someone else wrote into the journal does not stop the lane', async () => {
  await withFolder(async (dir) => {
    await writeFile(path.join(dir, 'out.csv'), 'masterKey,key,version,operation,name\n"oops\n');
    const target = targetOf(dir, 'out.csv');
    const [outcome] = await target.deliver([delivery('a', 1)], signal);
    assert.equal(outcome?.kind, 'applied');
    await target.close?.();
  });
});

test('an attempt that cannot start a journal closes the file again', async () => {
  await withFolder(async (dir) => {
    // /dev/null can be opened and read, but not truncated to its complete lines.
    await symlink('/dev/null', path.join(dir, 'out.csv'));
    const before = await timesOpen('/dev/null');
    const target = targetOf(dir, 'out.csv');
    for (let attempt = 0; attempt < 3; attempt++) {
      const delivering = target.deliver([delivery('a', 1)], signal);
      await assert.rejects(delivering, { code: 'TARGET_UNAVAILABLE' });
    }
    assert.equal(await timesOpen('/dev/null'), before);
  });
});

test('a target refuses a file whose last line someone else left incomplete, and does not change it', async () => {
  await withFolder(async (dir) => {
    const file = path.join(dir, 'products.jsonl');
    const text = '{"sku":"A"}\n{"sku":"B"}';
    await writeFile(file, text);
    const connector = open(dir, { path: 'products.jsonl' });
    const target = connector.target?.({ entity: 'out', lane: 'l', options: {} });
    await assert.rejects(async () => target?.deliver([delivery('a', 1)], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /last line of .*products\.jsonl is incomplete/,
    });
    await connector.close();
    assert.equal(await readFile(file, 'utf8'), text);
  });
});

test('a target whose folder is missing says so, and names what to create or set', async () => {
  await withFolder(async (dir) => {
    const connector = open(dir, { path: './out' });
    const target = connector.target?.({ entity: 'product', lane: 'l', options: {} });
    await assert.rejects(async () => target?.deliver([delivery('a', 1)], signal), {
      code: 'TARGET_MISCONFIGURED',
      message: /out is not a folder.*create the folder, or set `format`/,
    });
  });
});

function targetOf(dir: string, file: string): Target {
  const options = { columns: ['name'] };
  const target = open(dir, { path: file }).target?.({ entity: 'out', lane: 'l', options });
  assert.ok(target);
  return target;
}

/** Counts how often this process has a file open. */
async function timesOpen(file: string): Promise<number> {
  const descriptors = await readdir('/proc/self/fd');
  const open = await Promise.all(
    descriptors.map((one) => readlink(`/proc/self/fd/${one}`).catch(() => '')),
  );
  return open.filter((name) => name === file).length;
}
