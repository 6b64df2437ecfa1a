import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BudgetLimits } from '../../../src/connectors/http/allowance.ts';
import { Budget } from '../../../src/connectors/http/budget.ts';
import type { Pace } from '../../../src/connectors/http/throttling.ts';
import { SimulatedClock } from './simulated-clock.ts';

const never = new AbortController().signal;
const accepted: Pace = { kind: 'accepted', exhaustedMs: 0 };
const PATIENCE_MS = 30_000;

interface Begun {
  readonly request: number;
  readonly atMs: number;
  readonly underWay: number;
}

interface Wanted {
  readonly atMs: number;
  readonly takesMs: number;
  readonly pace: Pace;
  /** Gives up if it is still waiting after this time. */
  readonly givesUpMs: number | null;
}

const pace = fc.oneof(
  { weight: 8, arbitrary: fc.constant(accepted) },
  { weight: 1, arbitrary: fc.constant<Pace>({ kind: 'neutral' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('accepted' as const),
      exhaustedMs: fc.integer({ min: 1, max: 5_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('throttled' as const),
      retryAfterMs: fc.option(fc.integer({ min: 0, max: 5_000 })),
    }),
  },
);
const history = fc.array(
  fc.record({
    atMs: fc.integer({ min: 0, max: 4_000 }),
    takesMs: fc.integer({ min: 0, max: 300 }),
    pace,
    givesUpMs: fc.option(fc.integer({ min: 0, max: 2_000 }), { freq: 4 }),
  }),
  { minLength: 1, maxLength: 60 },
);
const limits: fc.Arbitrary<BudgetLimits> = fc.record(
  {
    maxConcurrency: fc.integer({ min: 1, max: 8 }),
    requestsPerSecond: fc.double({ min: 0.5, max: 50, noNaN: true }),
  },
  { requiredKeys: ['maxConcurrency'] },
);

/** Runs requests against a budget on simulated time until all have ended. */
async function play(limit: BudgetLimits, wanted: readonly Wanted[]) {
  const clock = new SimulatedClock();
  const budget = new Budget(limit, clock);
  const begun: Begun[] = [];
  const gaveUp: number[] = [];
  const pauses: { fromMs: number; untilMs: number }[] = [];
  let underWay = 0;
  const ask = async ({ takesMs, pace: told, givesUpMs }: Wanted, request: number) => {
    const stop = new AbortController();
    if (givesUpMs !== null) clock.after(givesUpMs, () => stop.abort());
    const turn = await budget.turn(PATIENCE_MS, stop.signal).catch(() => null);
    if (turn === null) return void gaveUp.push(request);
    if (turn.kind === 'refused') throw new Error('no pause here is longer than the patience');
    begun.push({ request, atMs: clock.now(), underWay: ++underWay });
    clock.after(takesMs, () => {
      underWay--;
      const waitMs = told.kind === 'throttled' ? (told.retryAfterMs ?? 0) : 0;
      pauses.push({ fromMs: clock.now(), untilMs: clock.now() + waitMs });
      turn.end(told);
    });
  };
  const order = wanted.map((_, index) => index);
  order.sort((one, other) => (wanted[one]?.atMs ?? 0) - (wanted[other]?.atMs ?? 0));
  for (const index of order) {
    const one = wanted[index] as Wanted;
    clock.after(one.atMs, () => void ask(one, index));
  }
  await clock.pass(10 * 3_600_000);
  return { begun, gaveUp, pauses, order, underWay };
}

test('never more requests are in flight than allowed, and every request gets its turn or gives up', async () => {
  await fc.assert(
    fc.asyncProperty(limits, history, async (limit, wanted) => {
      const { begun, gaveUp, underWay } = await play(limit, wanted);
      assert.ok(begun.every((one) => one.underWay <= limit.maxConcurrency));
      const seen = [...begun.map(({ request }) => request), ...gaveUp].sort((a, b) => a - b);
      assert.deepEqual(seen, [...wanted.keys()]);
      assert.equal(underWay, 0);
    }),
  );
});

test('requests begin in the order in which they were made, and one that gives up takes no turn', async () => {
  await fc.assert(
    fc.asyncProperty(limits, history, async (limit, wanted) => {
      const { begun, gaveUp, order } = await play(limit, wanted);
      const expected = order.filter((request) => !gaveUp.includes(request));
      assert.deepEqual(
        begun.map(({ request }) => request),
        expected,
      );
    }),
  );
});

test('within any period, no more requests begin than the rate allows plus one burst', async () => {
  await fc.assert(
    fc.asyncProperty(limits, history, async (limit, wanted) => {
      const rate = limit.requestsPerSecond;
      if (rate === undefined) return;
      const { begun } = await play(limit, wanted);
      const burst = Math.max(1, rate);
      begun.forEach((first, from) =>
        begun.slice(from).forEach((last, count) => {
          const allowed = burst + (rate * (last.atMs - first.atMs)) / 1000;
          assert.ok(count + 1 <= allowed + 1e-6, `${count + 1}, allowed ${allowed}`);
        }),
      );
    }),
  );
});

test('after a throttled answer no request begins before the time that it names', async () => {
  await fc.assert(
    fc.asyncProperty(limits, history, async (limit, wanted) => {
      const { begun, pauses } = await play(limit, wanted);
      for (const { fromMs, untilMs } of pauses)
        assert.ok(!begun.some(({ atMs }) => atMs > fromMs && atMs < untilMs));
    }),
  );
});

test('an aborted waiter gives its place to the next', async () => {
  const budget = new Budget({ maxConcurrency: 1 }, new SimulatedClock());
  const first = await budget.turn(PATIENCE_MS, never);
  const stop = new AbortController();
  const impatient = budget.turn(PATIENCE_MS, stop.signal);
  const patient = budget.turn(PATIENCE_MS, never);
  stop.abort();
  await assert.rejects(impatient, { name: 'AbortError' });
  assert.ok(first.kind === 'granted');
  first.end(accepted);
  assert.equal((await patient).kind, 'granted');
});

test('a pause longer than a request may wait refuses waiting and new requests, with the time that is left', async () => {
  const clock = new SimulatedClock();
  const budget = new Budget({ maxConcurrency: 1 }, clock);
  const first = await budget.turn(PATIENCE_MS, never);
  const waiting = budget.turn(PATIENCE_MS, never);
  assert.ok(first.kind === 'granted');
  first.end({ kind: 'throttled', retryAfterMs: 40_000 });
  assert.deepEqual(await waiting, { kind: 'refused', retryAfterMs: 40_000 });
  await clock.pass(5_000);
  assert.deepEqual(await budget.turn(PATIENCE_MS, never), {
    kind: 'refused',
    retryAfterMs: 35_000,
  });
  const patient = budget.turn(PATIENCE_MS + 5_000, never);
  await clock.pass(35_000);
  assert.equal((await patient).kind, 'granted');
});

test('a lane that asks again as soon as its request ends is not overtaken by less urgent lanes, except for their share', async () => {
  const clock = new SimulatedClock();
  const budget = new Budget({ maxConcurrency: 1 }, clock);
  const begun: string[] = [];
  const lane = async (priority: 'high' | 'low', requests: number) => {
    for (let request = 0; request < requests; request++) {
      const turn = await budget.turn(PATIENCE_MS, never, priority);
      assert.ok(turn.kind === 'granted');
      begun.push(priority);
      await new Promise<void>((resolve) => void clock.after(5, resolve));
      turn.end(accepted);
    }
  };
  const all = Promise.all([lane('low', 60), lane('low', 60), lane('high', 45)]);
  await clock.pass(3_600_000);
  await all;
  const busy = begun.slice(begun.indexOf('high'), begun.lastIndexOf('high') + 1);
  const low = busy.filter((one) => one === 'low').length;
  assert.ok(low >= 4 && low <= 5, `${low} low requests among 45 high ones`);
});
