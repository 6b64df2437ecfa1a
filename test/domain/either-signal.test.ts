import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eitherSignal } from '../../src/domain/index.ts';
import { entriesOn } from '../support/signal-entries.ts';

for (const [what, abort] of [
  ['first', 0],
  ['second', 1],
] as const) {
  test(`aborts with the reason of the ${what} signal, also if that one was aborted before`, () => {
    const controllers = [new AbortController(), new AbortController()] as const;
    const [one, other] = [controllers[0].signal, controllers[1].signal];
    using early = eitherSignal(one, other);
    assert.equal(early.signal.aborted, false);
    controllers[abort].abort(`the ${what}`);
    assert.equal(early.signal.reason, `the ${what}`);
    using late = eitherSignal(one, other);
    assert.equal(late.signal.reason, `the ${what}`);
  });
}

test('aborts with the other signal if there is no first one', () => {
  using either = eitherSignal(undefined, AbortSignal.abort('over'));
  assert.equal(either.signal.reason, 'over');
});

test('leaves nothing on a long-lived signal, however many calls are made', () => {
  const { signal } = new AbortController();
  for (let call = 0; call < 1_000; call++) {
    using either = eitherSignal(signal, new AbortController().signal);
    assert.equal(either.signal.aborted, false);
    assert.equal(entriesOn(signal), 1);
  }
  assert.equal(entriesOn(signal), 0);
});
