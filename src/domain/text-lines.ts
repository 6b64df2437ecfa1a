/**
 * Yields the lines of a text without their terminators, LF or CRLF. `node:readline` would also break lines at U+2028 and U+2029,
 * which may occur inside JSON.
 */
export async function* textLines(chunks: AsyncIterable<string>): AsyncGenerator<string> {
  let parts: string[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf('\n'); end >= 0; end = chunk.indexOf('\n', start)) {
      parts.push(chunk.slice(start, end));
      yield withoutReturn(parts.join(''));
      [parts, start] = [[], end + 1];
    }
    parts.push(chunk.slice(start));
  }
  const rest = parts.join('');
  if (rest !== '') yield withoutReturn(rest);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
