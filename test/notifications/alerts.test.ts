import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import type { AlertGroup, AlertKind, Notice, Trouble } from '../../src/domain/index.ts';
import { alertKinds, alertsOf, resumeAlerts } from '../../src/domain/index.ts';

const AFTER_MS = 100;
const REPEAT_MS = 1_000;
const LOOK_MS = 20;
const policy = { on: new Set(alertKinds), afterMs: AFTER_MS, repeatMs: REPEAT_MS };

/** What a hub sees: the troubles at each look. */
type History = readonly (readonly Trouble[])[];

const trouble = (kind: AlertKind, subject: string): Trouble => ({ kind, subject, text: 'bad' });

const arbitraryTrouble = fc.record({
  kind: fc.constantFrom<AlertKind[]>('circuit-open', 'backlog'),
  subject: fc.constantFrom('a', 'b', 'c'),
  text: fc.constant('bad'),
});
/** Troubles that come and go at any pace: each set of troubles lasts for 1 to 12 looks. */
const arbitraryHistory: fc.Arbitrary<History> = fc
  .array(
    fc.tuple(
      fc.uniqueArray(arbitraryTrouble, { maxLength: 4, selector: (one) => one.kind + one.subject }),
      fc.integer({ min: 1, max: 12 }),
    ),
    { maxLength: 25 },
  )
  .map((stretches) =>
    stretches.flatMap(([here, looks]) => Array.from({ length: looks }, () => here)),
  );

/**
 * Returns all messages that are sent over a history.
 * @param restarts looks before which the hub dies and restarts; the new one sees no trouble during its first three looks
 */
function tell(history: History, restarts: ReadonlySet<number> = new Set()): Notice[] {
  let groups: readonly AlertGroup[] = [];
  let saved: readonly AlertGroup[] = [];
  let blindUntil = 0;
  return history.flatMap((here, look) => {
    const nowMs = look * LOOK_MS;
    if (restarts.has(look)) {
      groups = resumeAlerts(saved, nowMs);
      blindUntil = look + 3;
    }
    const after = alertsOf(look < blindUntil ? [] : here, groups, policy, nowMs);
    groups = after.groups;
    // As the hub does: groups are saved when a message was sent, not while they are only observed.
    if (after.notices.length > 0) saved = after.groups;
    return after.notices;
  });
}

/** Returns the messages of each group, in order. */
function byKind(notices: readonly Notice[]): Notice[][] {
  return alertKinds.map((kind) => notices.filter((notice) => notice.kind === kind));
}

const quiet: History = Array.from({ length: 3 * (AFTER_MS / LOOK_MS) }, () => []);
const times = (count: number, here: readonly Trouble[]): History =>
  Array.from({ length: count }, () => here);

suite('Alerts', () => {
  test('are resolved exactly once after they were sent, and never otherwise', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        for (const notices of byKind(tell([...history, ...quiet]))) {
          notices.forEach((notice, index) => {
            if (notice.state === 'resolved') assert.equal(notices[index - 1]?.state, 'firing');
          });
          if (notices.length > 0) assert.equal(notices.at(-1)?.state, 'resolved');
        }
      }),
    );
  });

  test('never send two messages about a group within less than `after`', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        for (const notices of byKind(tell(history))) {
          notices.slice(1).forEach(({ atMs }, index) => {
            assert.ok(atMs - (notices[index]?.atMs ?? 0) >= AFTER_MS);
          });
        }
      }),
    );
  });

  test('name every trouble that has lasted for `after`, and no other', () => {
    fc.assert(
      fc.property(arbitraryHistory, (history) => {
        for (const { state, alerts, atMs } of tell(history)) {
          for (const { sinceMs } of alerts) assert.ok(atMs - sinceMs >= AFTER_MS);
          assert.equal(alerts.length > 0, state === 'firing');
        }
        const lasting = trouble('certificate', 'hub');
        const told = tell([...history, ...times(20, [lasting])]);
        assert.ok(told.some(({ kind }) => kind === 'certificate'));
      }),
    );
  });

  test('do not flap: a trouble that comes and goes faster than `after` sends at most one message', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: AFTER_MS / LOOK_MS - 1 }), {
          minLength: 8,
          maxLength: 30,
        }),
        (lengths) => {
          const here = [trouble('circuit-open', 'connector shop')];
          const history = lengths.flatMap((length, index) => times(length, index % 2 ? [] : here));
          const notices = tell(history.slice(0, REPEAT_MS / LOOK_MS));
          assert.ok(notices.length <= 1);
          assert.ok(notices.every(({ state }) => state === 'firing'));
        },
      ),
    );
  });

  test('are sent once for a whole group, again when a trouble joins it, and again after `repeat`', () => {
    const [one, other] = [trouble('backlog', 'lane a'), trouble('backlog', 'lane b')];
    const subjects = (history: History) =>
      tell(history).map(({ state, alerts }) => [state, ...alerts.map(({ subject }) => subject)]);
    assert.deepEqual(subjects(times(20, [one, other])), [['firing', 'lane a', 'lane b']]);
    assert.deepEqual(subjects([...times(8, [one]), ...times(20, [one, other])]), [
      ['firing', 'lane a'],
      ['firing', 'lane a', 'lane b'],
    ]);
    assert.equal(tell(times(1 + (AFTER_MS + REPEAT_MS) / LOOK_MS, [one])).length, 2);
  });

  test('are not sent again by a restarted hub, and are resolved there when they are over', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 6, max: 40 }), { maxLength: 5 }), (restarts) => {
        const here = [trouble('stream-failed', 'stream products')];
        const told = tell([...times(44, here), ...times(20, [])], new Set(restarts));
        assert.deepEqual(
          told.map(({ state, over }) => [state, ...over]),
          [['firing'], ['resolved', 'stream products']],
        );
      }),
    );
  });

  test('are sent and resolved as usual after the clock was put back', () => {
    const here = [trouble('backlog', 'lane a')];
    const aYearAhead = 365 * 86_400_000;
    let groups: readonly AlertGroup[] = [];
    const look = (troubles: readonly Trouble[], nowMs: number) => {
      const after = alertsOf(troubles, groups, policy, nowMs);
      groups = after.groups;
      return after.notices.map(({ state, alerts }) => `${state} ${alerts.length}`);
    };
    look(here, aYearAhead);
    assert.deepEqual(look(here, aYearAhead + AFTER_MS), ['firing 1']);
    assert.deepEqual(look([...here, trouble('backlog', 'lane b')], 0), []);
    assert.deepEqual(look([...here, trouble('backlog', 'lane b')], AFTER_MS), ['firing 2']);
    assert.deepEqual(look([], 2 * AFTER_MS), ['resolved 0']);
  });

  test('are only sent for the configured kinds', () => {
    const only = { ...policy, on: new Set<AlertKind>(['backlog']), afterMs: 0 };
    const here = [trouble('backlog', 'lane a'), trouble('circuit-open', 'connector b')];
    const { notices } = alertsOf(here, [], only, 0);
    assert.deepEqual(
      notices.map(({ kind }) => kind),
      ['backlog'],
    );
  });
});
