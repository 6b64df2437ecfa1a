import { HttpRefusal } from '../raw-body.ts';

/** More than the bus accepts. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;
const NEWLINE = 0x0a;

export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly bytes: Buffer;
}

/**
 * Yields the lines of a body, as many at a time as have arrived, but at most `atOnce`; empty lines are skipped. Nothing is read
 * ahead of the consumer, so a sender is as fast as its records are stored.
 * @throws HttpRefusal 413 for a line that is too long
 */
export async function* linesOf(
  body: AsyncIterable<Buffer>,
  atOnce: number,
): AsyncGenerator<readonly Line[]> {
  let number = 0;
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of body) {
    let lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      number += 1;
      const bytes = Buffer.concat([...rest, chunk.subarray(start, end)]);
      if (!isBlank(bytes)) lines.push({ number, bytes });
      [rest, restBytes, start] = [[], 0, end + 1];
      if (lines.length < atOnce) continue;
      yield lines;
      lines = [];
    }
    rest.push(chunk.subarray(start));
    restBytes += chunk.length - start;
    if (restBytes > MAX_LINE_BYTES) {
      throw new HttpRefusal(
        413,
        'LINE_TOO_LONG',
        `Line ${number + 1} is longer than ${MAX_LINE_BYTES} bytes.`,
      );
    }
    if (lines.length > 0) yield lines;
  }
  const bytes = Buffer.concat(rest);
  if (!isBlank(bytes)) yield [{ number: number + 1, bytes }];
}

function isBlank(bytes: Buffer): boolean {
  return bytes.every((byte) => byte === 0x20 || byte === 0x0d || byte === 0x09);
}
