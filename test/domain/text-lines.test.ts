import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { textLines } from '../../src/domain/index.ts';

async function linesOf(chunks: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of textLines(Readable.from(chunks))) lines.push(line);
  return lines;
}

test('a line ends at LF or CRLF and nowhere else, however the text is cut', async () => {
  const text = 'one\u2028still\r\n\n\u2029two\rstill\nlast';
  const expected = ['one\u2028still', '', '\u2029two\rstill', 'last'];
  for (let size = 1; size <= text.length; size++) {
    const chunks = Array.from({ length: Math.ceil(text.length / size) }, (_, index) =>
      text.slice(index * size, (index + 1) * size),
    );
    assert.deepEqual(await linesOf(chunks), expected);
    assert.deepEqual(await linesOf([...chunks, '\n']), expected);
  }
});
