import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Timetable, WorkingHours } from '../../src/runtime/timetable/index.ts';
import {
  beginOf,
  isInHours,
  nextDue,
  passedSince,
  plainTimetable,
} from '../../src/runtime/timetable/index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const berlin = 'Europe/Berlin';
const office: WorkingHours = { fromMinute: 480, untilMinute: 1_080, days: [1, 2, 3, 4, 5] };

function cron(text: string, more: Partial<Timetable> = {}): Timetable {
  return { ...plainTimetable, beat: { cron: text }, timeZone: berlin, ...more };
}

function every(everyMs: number, more: Partial<Timetable> = {}): Timetable {
  return { ...plainTimetable, beat: { everyMs }, timeZone: berlin, ...more };
}

/** Returns the next due times after a moment. */
function dues(timetable: Timetable, after: string, count: number): string[] {
  const found: string[] = [];
  for (let at = Date.parse(after); found.length < count;) {
    at = nextDue(timetable, at) ?? assert.fail('never due');
    found.push(new Date(at).toISOString().slice(0, 16));
  }
  return found;
}

describe('a time that the clock', () => {
  it('skips when it is put forward is due once, at the change', () => {
    assert.deepEqual(dues(cron('30 2 * * *'), '2026-03-28T12:00Z', 2), [
      '2026-03-29T01:00',
      '2026-03-30T00:30',
    ]);
  });

  it('shows twice when it is put back is due once, at the first of the two', () => {
    assert.deepEqual(dues(cron('30 2 * * *'), '2026-10-24T12:00Z', 2), [
      '2026-10-25T00:30',
      '2026-10-26T01:30',
    ]);
  });

  it('reaches every 30 minutes is due each time, also in the hour that occurs twice', () => {
    assert.deepEqual(dues(cron('*/30 * * * *'), '2026-10-25T00:10Z', 4), [
      '2026-10-25T00:30',
      '2026-10-25T01:00',
      '2026-10-25T01:30',
      '2026-10-25T02:00',
    ]);
  });
});

describe('working hours', () => {
  it('delay an interval until they begin, by local time', () => {
    const hourly = every(HOUR_MS, { hours: office });
    assert.deepEqual(dues(hourly, '2026-03-27T15:30Z', 3), [
      '2026-03-27T16:30',
      '2026-03-30T06:00',
      '2026-03-30T07:00',
    ]);
  });

  it('may cross midnight, and then belong to the day on which they begin', () => {
    const nights: WorkingHours = { fromMinute: 1_320, untilMinute: 360, days: [5] };
    const nightly = every(4 * HOUR_MS, { hours: nights, timeZone: 'UTC' });
    assert.deepEqual(dues(nightly, '2026-01-02T21:00Z', 4), [
      '2026-01-03T01:00',
      '2026-01-03T05:00',
      '2026-01-09T22:00',
      '2026-01-10T02:00',
    ]);
  });

  it('that contain no time of a cron expression make it never due', () => {
    assert.equal(nextDue(cron('0 3 * * *', { hours: office }), Date.now()), null);
    assert.equal(nextDue(cron('0 0 30 2 *'), Date.now()), null);
  });
});

const zones = fc.constantFrom(
  berlin,
  'UTC',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
);
const hoursOf = fc
  .record({
    fromMinute: fc.integer({ min: 0, max: 1_439 }),
    untilMinute: fc.integer({ min: 1, max: 1_440 }),
    days: fc.uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 }),
  })
  .filter(({ fromMinute, untilMinute }) => fromMinute !== untilMinute);
const beats: fc.Arbitrary<Timetable['beat']> = fc.oneof(
  fc.integer({ min: 1_000, max: 48 * HOUR_MS }).map((everyMs) => ({ everyMs })),
  fc
    .constantFrom('0 * * * *', '*/7 * * * *', '15 2 * * *', '5/15 1-5 * * *', '@daily')
    .map((text) => ({ cron: text })),
);
const timetables = fc.record({
  beat: beats,
  timeZone: zones,
  hours: fc.option(hoursOf),
  jitterMs: fc.constantFrom(0, 5_000, 90_000),
  overlap: fc.constant('queue' as const),
  catchUp: fc.constant('once' as const),
});
/** Years with the present daylight saving rules of Europe and America. */
const moments = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) });

describe('the next time', () => {
  it('is later than the given moment, in whole seconds and within the working hours', () => {
    fc.assert(
      fc.property(timetables, moments, (timetable, afterMs) => {
        const next = nextDue(timetable, afterMs);
        if (next === null) return;
        assert.ok(next > afterMs);
        assert.equal(next % 1_000, 0);
        assert.ok(isInHours(timetable, next), new Date(next).toISOString());
      }),
      { numRuns: 300 },
    );
  });

  it('of a cron expression is never later for an earlier moment', () => {
    fc.assert(
      fc.property(timetables, moments, moments, (timetable, one, other) => {
        fc.pre('cron' in timetable.beat);
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const [first, second] = [nextDue(timetable, early), nextDue(timetable, late)];
        assert.ok((first ?? 0) <= (second ?? 0));
      }),
      { numRuns: 200 },
    );
  });

  it('of a daily schedule falls on each day exactly once, whatever the clock changes', () => {
    const minutes = fc.integer({ min: 0, max: 1_439 });
    fc.assert(
      fc.property(
        zones,
        minutes,
        fc.integer({ min: 2020, max: 2034 }),
        (timeZone, minute, year) => {
          const daily = cron(`${minute % 60} ${Math.floor(minute / 60)} * * *`, { timeZone });
          const days = new Set<string>();
          const day = new Intl.DateTimeFormat('en-CA', { timeZone });
          const first = nextDue(daily, Date.UTC(year, 0, 1)) ?? assert.fail('never due');
          let at = first;
          for (let count = 0; count < 300; count++) {
            days.add(day.format(new Date(at)));
            at = nextDue(daily, at) ?? assert.fail('never due');
          }
          assert.equal(days.size, 300);
          assert.equal(Math.round((at - first) / (24 * HOUR_MS)), 300);
        },
      ),
      { numRuns: 10 },
    );
  });

  it('begins later by at most its jitter, and still within the working hours', () => {
    fc.assert(
      fc.property(timetables, moments, fc.string(), (timetable, afterMs, stream) => {
        const due = nextDue(timetable, afterMs);
        if (due === null) return;
        const begin = beginOf(timetable, stream, due);
        assert.ok(begin >= due && begin <= due + timetable.jitterMs);
        assert.ok(isInHours(timetable, begin));
        assert.equal(beginOf(timetable, stream, due), begin);
      }),
      { numRuns: 200 },
    );
  });
});

describe('times that have passed', () => {
  it('are counted one by one, and the next time is the first that has not passed', () => {
    fc.assert(
      fc.property(
        timetables,
        moments,
        fc.integer({ min: 0, max: 200 }),
        (timetable, afterMs, more) => {
          const all: number[] = [];
          for (let at: number | null = afterMs; all.length < more + 2;) {
            at = nextDue(timetable, at);
            if (at === null) return;
            all.push(at);
          }
          const [due = 0, last = 0, next = 0] = [all[0], all.at(-2), all.at(-1)];
          const passed = { count: all.length - 1, lastMs: last, nextMs: next };
          assert.deepEqual(passedSince(timetable, due, last), passed);
          assert.deepEqual(passedSince(timetable, due, next - 1), passed);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are counted quickly even after years', () => {
    const now = Date.now();
    const passed = passedSince(every(1_000), now - 3 * 365 * 24 * HOUR_MS, now);
    assert.equal(passed?.count, 3 * 365 * 24 * 3_600 + 1);
    const counted = passedSince(cron('* * * * * *'), now - 3 * 365 * 24 * HOUR_MS, now);
    assert.ok((counted?.count ?? 0) >= 10_000 && (counted?.nextMs ?? 0) > now);
  });
});
