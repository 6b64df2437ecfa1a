import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Priority } from '../../src/domain/index.ts';
import { isMoreUrgent, priorities, WaitingLine } from '../../src/domain/index.ts';

interface Waiter {
  readonly number: number;
  readonly priority: Priority;
}

/** One call, and the classes that waited when it was made. */
interface Call {
  readonly called: Waiter;
  readonly waiting: ReadonlySet<Priority>;
}

/** Events: a waiter joins, the first waiter leaves, or the next is called. */
const history = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...priorities) },
    { weight: 1, arbitrary: fc.constant('leave' as const) },
    { weight: 5, arbitrary: fc.constant('call' as const) },
  ),
  { minLength: 1, maxLength: 400 },
);

function play(events: readonly (Priority | 'leave' | 'call')[]) {
  const line = new WaitingLine<Waiter>();
  const waiters: Waiter[] = [];
  const calls: Call[] = [];
  let left = 0;
  const call = () => {
    const waiting = new Set(waiters.map(({ priority }) => priority));
    const called = line.next();
    assert.equal(called === undefined, waiters.length === 0);
    if (!called) return;
    waiters.splice(waiters.indexOf(called), 1);
    calls.push({ called, waiting });
  };
  events.forEach((event, number) => {
    if (event === 'call') return call();
    if (event === 'leave') {
      const [first] = waiters.splice(0, 1);
      if (!first) return undefined;
      left++;
      return line.leave(first);
    }
    const waiter = { number, priority: event };
    waiters.push(waiter);
    return line.join(waiter, event);
  });
  while (waiters.length > 0) call();
  return { calls, joined: calls.length + left, line };
}

test('every waiter that does not leave is called once, within a class in order of arrival', () => {
  fc.assert(
    fc.property(history, (events) => {
      const { calls, joined, line } = play(events);
      assert.equal(joined, events.filter((one) => one !== 'call' && one !== 'leave').length);
      assert.equal(line.size, 0);
      for (const priority of priorities) {
        const numbers = calls
          .filter(({ called }) => called.priority === priority)
          .map(({ called }) => called.number);
        assert.deepEqual(
          numbers,
          [...numbers].sort((one, other) => one - other),
        );
      }
    }),
  );
});

test('no class starves: while it waits, low gets at least one of ten calls, and normal one of five', () => {
  fc.assert(
    fc.property(history, (events) => {
      for (const [priority, patience] of [
        ['low', 9],
        ['normal', 4],
      ] as const) {
        let passedOver = 0;
        for (const { called, waiting } of play(events).calls) {
          const isPassedOver = waiting.has(priority) && called.priority !== priority;
          passedOver = isPassedOver ? passedOver + 1 : 0;
          assert.ok(passedOver <= patience, `${priority} passed over ${passedOver} times`);
        }
      }
    }),
  );
});

test('low goes before a more urgent waiter in at most one of ten calls', () => {
  fc.assert(
    fc.property(history, (events) => {
      let sinceLow = Infinity;
      for (const { called, waiting } of play(events).calls) {
        const isPreferred = [...waiting].some((other) => isMoreUrgent(other, called.priority));
        if (called.priority !== 'low') sinceLow++;
        else {
          if (isPreferred)
            assert.ok(sinceLow >= 9, `low was called after only ${sinceLow} other calls`);
          sinceLow = 0;
        }
      }
    }),
  );
});

test('when all classes wait, high gets more than 60 % of the calls', () => {
  const line = new WaitingLine<Waiter>();
  for (let number = 0; number < 100; number++)
    for (const priority of priorities) line.join({ number, priority }, priority);
  const called = Array.from({ length: 100 }, () => line.next()?.priority);
  const share = (priority: Priority) => called.filter((one) => one === priority).length;
  assert.ok(share('high') > 60, String(share('high')));
  assert.ok(share('low') >= 10 && share('normal') >= 20);
});
