import type { Readable } from 'node:stream';
import type { ZstdDecompress } from 'node:zlib';
import { createZstdDecompress } from 'node:zlib';

/**
 * Decompresses a file of any number of frames, as `cat` and parallel compressors make them. A stream of Node ends silently after a
 * frame that ends in the middle of what it was given, so what is left is given to another.
 */
export async function* unzstd(raw: Readable, chunkSize: number): AsyncGenerator<Buffer> {
  const chunks = raw[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  try {
    for (let rest: Buffer | null = Buffer.of(); rest !== null;) {
      const frames = createZstdDecompress({ chunkSize });
      const feeding = feed(frames, rest, chunks);
      feeding.catch((error: unknown) => frames.destroy(error as Error));
      yield* frames as AsyncIterable<Buffer>;
      rest = await feeding;
    }
  } finally {
    raw.destroy();
  }
}

/** @returns what is behind a frame's end; null when everything is written */
async function feed(
  frames: ZstdDecompress,
  first: Buffer,
  chunks: AsyncIterator<Buffer>,
): Promise<Buffer | null> {
  let given = 0;
  for (let chunk = first; ;) {
    given += chunk.length;
    // An error in the data is met by the reader of the frames.
    await new Promise((written) => frames.write(chunk, written));
    const left = given - frames.bytesWritten;
    if (left > 0) return chunk.subarray(chunk.length - left);
    const next = await chunks.next();
    if (next.done) break;
    chunk = next.value;
  }
  frames.end();
  return null;
}
