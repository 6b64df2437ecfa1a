/**
 * The lines of a text, without their ends: LF, or CRLF. `node:readline` also ends them at U+2028 and U+2029, which may stand in
 * a text of JSON.
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
