import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { nextBoundary } from '../../src/domain/index.ts';

/** A change: its timestamp, and the time when its transaction commits. */
interface Change {
  readonly stamp: number;
  readonly visibleAt: number;
}

const OVERLAP = 20;

/** Timestamps are taken at the statement, so a change becomes visible later, at most `OVERLAP` after its timestamp. */
const changes = fc.array(
  fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: OVERLAP }))
    .map(([stamp, delay]): Change => ({ stamp, visibleAt: stamp + delay })),
  { maxLength: 60 },
);
const sweeps = fc.array(fc.integer({ min: 0, max: 330 }), { minLength: 1, maxLength: 20 });

/** Sweeps at these times as a source does, and once more at the end. */
function readAll(history: readonly Change[], moments: readonly number[]): Set<Change> {
  const read = new Set<Change>();
  let boundary: number | null = null;
  for (const now of [...moments].sort((one, other) => one - other).concat(400)) {
    const met = history.filter(
      ({ stamp, visibleAt }) => visibleAt <= now && (boundary === null || stamp >= boundary),
    );
    met.forEach((change) => read.add(change));
    const newest = met.length === 0 ? null : Math.max(...met.map(({ stamp }) => stamp));
    boundary = nextBoundary({ boundary, newest, clock: now, overlap: OVERLAP });
  }
  return read;
}

test('no change that becomes visible within the overlap is missed, whenever the sweeps happen', () => {
  fc.assert(
    fc.property(changes, sweeps, (history, moments) => {
      assert.equal(readAll(history, moments).size, history.length);
    }),
    { numRuns: 2000 },
  );
});

test('a writer’s clock that runs ahead does not move the boundary past later changes', () => {
  const ahead = nextBoundary({ boundary: null, newest: 5_000, clock: 1_000, overlap: 10 });
  assert.equal(ahead, 990);
});

test('the boundary never moves backwards, and stays where it is when a sweep reads nothing', () => {
  const sweep = fc.record({
    boundary: fc.option(fc.integer(), { nil: null }),
    newest: fc.option(fc.integer(), { nil: null }),
    clock: fc.option(fc.integer(), { nil: null }),
    overlap: fc.nat(),
  });
  fc.assert(
    fc.property(sweep, (given) => {
      const next = nextBoundary(given);
      if (given.boundary !== null) assert.ok(next !== null && next >= given.boundary);
      if (given.newest === null) assert.equal(next, given.boundary);
    }),
  );
});
