import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { test } from 'node:test';
import { openRejects } from '../../src/runtime/imports/rejects-file.ts';
import { Spool } from '../../src/runtime/imports/spool.ts';
import { SmallDisk } from '../faults/small-disk.ts';

const signal = AbortSignal.timeout(20_000);

/** Runs with the folder of a full disk. */
async function onFullDisk(t: TestContext, run: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-full-'));
  const disk = await SmallDisk.mount(dir, 1);
  try {
    if (!disk) return t.skip('this user may not mount a disk');
    await disk.fill();
    await run(dir);
  } finally {
    await disk?.[Symbol.asyncDispose]();
    await rm(dir, { recursive: true, force: true });
  }
}

test('rejected rows that do not fit on the disk fail the import, which names the file', (t) =>
  onFullDisk(t, async (dir) => {
    const file = path.join(dir, 'rejects.jsonl');
    await using rejects = await openRejects(file, 0);
    await assert.rejects(rejects.append('x'.repeat(1_000_000)), {
      code: 'IMPORT_UNREADABLE',
      message: `The rejects file ${file} cannot be written: ENOSPC: no space left on device, write.`,
    });
  }));

test('an upload that does not fit on the disk is refused with what to do, and leaves nothing behind', (t) =>
  onFullDisk(t, async (dir) => {
    const spool = new Spool(dir);
    const bytes = async function* () {
      for (let n = 0; n < 20; n++) yield await Promise.resolve(Buffer.alloc(100_000));
    };
    await assert.rejects(spool.write(spool.newFile(), bytes(), signal), {
      code: 'SOURCE_UNAVAILABLE',
      message: `The disk of ${dir}/imports has no room for the file: free some space there.`,
    });
    assert.deepEqual(await readdir(path.join(dir, 'imports')), []);
  }));
