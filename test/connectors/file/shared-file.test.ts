import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { delivery } from '../postgres/support.ts';
import { open, withFolder } from './support.ts';

const signal = AbortSignal.timeout(60_000);
const BATCHES = 100;
const numbers = Array.from({ length: BATCHES }, (_, n) => n);

test('a lane that begins to write to a file loses no line that another lane is writing to it', async () => {
  await withFolder(async (dir) => {
    const connector = open(dir, { path: 'out.jsonl' });
    const target = (lane: string) => {
      const opened = connector.target?.({ entity: 'out', lane, options: {} });
      assert.ok(opened);
      return opened;
    };
    const steady = target('steady/out');
    const write = async () => {
      for (const n of numbers) await steady.deliver([delivery(`s${n}`, 1)], signal);
    };
    const begin = async () => {
      for (const n of numbers) await target(`l${n}/out`).deliver([delivery(`b${n}`, 1)], signal);
    };
    await Promise.all([write(), begin()]);
    await connector.close();
    const text = await readFile(path.join(dir, 'out.jsonl'), 'utf8');
    assert.equal(text.split('\n').length - 1, 2 * BATCHES);
  });
});
