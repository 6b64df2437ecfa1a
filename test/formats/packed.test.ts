import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { localFile, openText } from '../../src/formats/index.ts';
import { fileWith } from './support.ts';

const dir = await mkdtemp(path.join(tmpdir(), 'stellwerk-packed-'));
after(() => rm(dir, { recursive: true, force: true }));

async function textOf(content: Uint8Array): Promise<Buffer> {
  const text = await openText(localFile(await fileWith(dir, 'packed', content)), 'utf-8', 0);
  const read: Buffer[] = [];
  for await (const bytes of text.bytes) read.push(bytes);
  return Buffer.concat(read);
}

/** A frame that decompressors skip. */
function skippable(size: number): Buffer {
  const head = Buffer.from('502a4d1800000000', 'hex');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, Buffer.alloc(size, 1)]);
}

const packings = {
  gzip: (bytes: Uint8Array): Buffer => gzipSync(bytes),
  zstd: (bytes: Uint8Array): Buffer => zstdCompressSync(bytes),
};
/** Bytes that hardly shrink, so that the parts of a file end anywhere in what is read at once. */
const parts = fc.array(fc.oneof(fc.nat(50), fc.nat(400_000)), { minLength: 1, maxLength: 12 });

for (const packing of ['gzip', 'zstd'] as const) {
  test(`a ${packing} file of several parts is read to its end`, async () => {
    await fc.assert(
      fc.asyncProperty(parts, fc.boolean(), async (sizes, isSkipped) => {
        const texts = sizes.map((size) => Buffer.from(randomBytes(size).toString('hex')));
        const packed = texts.map((text) => packings[packing](text));
        if (packing === 'zstd' && isSkipped) packed.unshift(skippable(sizes[0] ?? 0));
        assert.ok((await textOf(Buffer.concat(packed))).equals(Buffer.concat(texts)));
      }),
      { numRuns: 40 },
    );
  });

  test(`a ${packing} file that is cut off or followed by something else cannot be read`, async () => {
    const part = packings[packing](Buffer.from(randomBytes(300_000).toString('hex')));
    for (const content of [
      part.subarray(0, -1),
      part.subarray(0, 200_000),
      Buffer.concat([part, part.subarray(0, 3)]),
      Buffer.concat([part, Buffer.from('something else')]),
    ]) {
      await assert.rejects(textOf(content), { code: 'IMPORT_UNREADABLE' });
    }
  });
}
