import assert from 'node:assert/strict';
import { test } from 'node:test';
import { showProgress } from '../../ops/demo/progress.ts';
import type { LaneTally } from '../../ops/demo/tally.ts';
import { plain, table } from '../../ops/demo/text.ts';
import { productsToShop } from '../support/fake-hub.ts';

const half: LaneTally = {
  lane: { ...productsToShop, state: 'running' },
  counts: { applied: 990, unchanged: 0, superseded: 0, echoed: 0, deadLettered: 5 },
  rejected: 5,
  records: 1_000,
  waiting: 1_000,
  tookMs: 500,
};

const { signal: never } = new AbortController();

test('prints a line only after a change when the output is not a terminal', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  let now = half;
  const out = new Screen(false);
  const end = showProgress(() => [now], out, never);
  context.mock.timers.tick(3_000);
  assert.deepEqual(out.written, ['products/shop 1,000 of 2,000\n']);
  now = { ...half, records: 2_000, waiting: 0, lane: { ...half.lane, state: 'waiting' } };
  end();
  assert.deepEqual(out.written.slice(1), ['products/shop 2,000 of 2,000 (waiting)\n']);
  context.mock.timers.tick(3_000);
  assert.equal(out.written.length, 2);
});

test('draws a bar per lane on a terminal, always in the same place', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const out = new Screen(true);
  const end = showProgress(() => [half, half], out, never);
  context.mock.timers.tick(150);
  end();
  const [first = '', second = ''] = out.written;
  const [bar = '', ...others] = first.split('\n');
  assert.equal(count(bar, '█'), count(bar, '░'));
  assert.match(bar, /products\/shop .* 1,000 of 2,000 .*2,000\/s/);
  assert.equal(others.length, 2);
  assert.ok(second.startsWith('\u001b[2A'));
});

test('shows nothing more once it is stopped, so that the closing message comes last', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const stop = new AbortController();
  const out = new Screen(false);
  const end = showProgress(() => [half], out, stop.signal);
  stop.abort();
  context.mock.timers.tick(3_000);
  end();
  assert.deepEqual(out.written, []);
});

test('draws an empty bar while nothing is known', (context) => {
  context.mock.timers.enable({ apis: ['setInterval'] });
  const out = new Screen(true);
  showProgress(() => [{ ...half, records: 0, waiting: 0, tookMs: null }], out, never)();
  assert.match(out.written[0] ?? '', /░ +0 of 0/);
  assert.equal(count(out.written[0] ?? '', '█'), 0);
});

test('keeps text of other systems from controlling the terminal', () => {
  assert.equal(plain('bad \u001b[31mrow\u001b[0m\r\nnext\u0007', 80), 'bad row next ');
  assert.equal(plain('a long reason', 7), 'a long…');
});

test('aligns tables by their widest cell', () => {
  assert.equal(
    table(
      ['lane', 'n'],
      [
        ['a', '1,000'],
        ['stock', '1'],
      ],
    ),
    '  lane       n\n  a      1,000\n  stock      1',
  );
});

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}

class Screen {
  readonly isTTY: boolean;
  readonly written: string[] = [];

  constructor(isTTY: boolean) {
    this.isTTY = isTTY;
  }

  write(text: string | Uint8Array): boolean {
    this.written.push(String(text));
    return true;
  }
}
