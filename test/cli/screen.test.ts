import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { openScreen } from '../../src/cli/screen.ts';
import { plainLine, plainText } from '../../src/cli/plain-text.ts';

/** An output that remembers what was written. */
function output(size: { isTTY: boolean; rows: number; columns: number }) {
  const written: string[] = [];
  return { ...size, written, write: (text: Uint8Array | string) => written.push(String(text)) > 0 };
}

suite('The screen of a watch', () => {
  test('overwrites the same place on a terminal', () => {
    const out = output({ isTTY: true, rows: 10, columns: 20 });
    const show = openScreen(out);
    show('one');
    show('two');
    assert.deepEqual(out.written, [
      '\u001b[2J\u001b[Hone\u001b[K\n\u001b[J',
      '\u001b[Htwo\u001b[K\n\u001b[J',
    ]);
  });

  test('never scrolls: a line counts as all the rows that it wraps to, and colours take no space', () => {
    const out = output({ isTTY: true, rows: 5, columns: 10 });
    openScreen(out)(['\u001b[32mgreen\u001b[39m', 'x'.repeat(25)].join('\n'));
    assert.match(out.written[0] ?? '', /green.*\n.*x{25}/);
  });

  test('says how many lines do not fit', () => {
    const out = output({ isTTY: true, rows: 5, columns: 10 });
    openScreen(out)(['one', 'x'.repeat(25), 'two', 'three'].join('\n'));
    assert.equal(
      out.written[0],
      '\u001b[2J\u001b[Hone\u001b[K\n… and 3 lines more\u001b[K\n\u001b[J',
    );
  });

  test('shows everything on a terminal that does not tell its size', () => {
    const out = output({ isTTY: true, rows: 0, columns: 0 });
    openScreen(out)('one\ntwo');
    assert.equal(out.written.join(''), 'one\ntwo\n');
  });

  test('keeps the last character of a line that fills its row', () => {
    const out = output({ isTTY: true, rows: 5, columns: 4 });
    openScreen(out)('full');
    assert.equal(out.written[0], '\u001b[2J\u001b[Hfull\n\u001b[J');
  });

  test('prints one text below the other when it is not a terminal', () => {
    const out = output({ isTTY: false, rows: 1, columns: 1 });
    const show = openScreen(out);
    show('one');
    show('two');
    assert.equal(out.written.join(''), 'one\n\ntwo\n');
  });
});

suite('Text of other systems', () => {
  const hostile = 'lost\u001b[2J\u001b]0;title\u0007 it\r\nhere\u009b31m';

  test('is one line without control characters', () => {
    assert.doesNotMatch(plainLine(hostile), /\p{Cc}/u);
    assert.match(plainLine(hostile), /^lost it here/);
  });

  test('cannot turn the direction of the text behind it, and keeps its own', () => {
    assert.equal(plainLine('A-\u202egnp.exe'), 'A- gnp.exe');
    assert.equal(plainLine('\u2067مرحبا'), ' مرحبا');
  });

  test('keeps its line breaks where the CLI has laid out the lines', () => {
    assert.equal(plainText('a\n\n  b\u001b[2J'), 'a\n\n  b');
  });
});
