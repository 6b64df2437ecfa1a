import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cronMistake, knownTimeZone } from '../../src/runtime/config/cron.ts';
import { nextDue, plainTimetable } from '../../src/runtime/timetable/index.ts';

const expressions =
  `0 0 5 * * *|*/10 * * * * *|0 0 0 ? * MON|0 0 0 * jan-mar *|0 0 0 * * 7|0 0 0 * * 0-6|0 0 0 L * *|0 0 0 * * 5#2
60 * * * * *|0 0 24 * * *|0 0 0 0 * *|0 0 0 31 2 *|0 0 0 31 4,6 *|0 0 0 31 4,5 *|0 0 0 30 */2 *|0 0 0 29 2 *|0 0 0 31 2 MON
0 5-1 * * * *|0 1,2,5-10/2 * * * *|0 5/15 * * * *|0 */0 * * * *|0 * * * * MON-FRI|0 * * * * FRI-MON|@daily|@hourly|@foo
0 0 0 * * sunday|0 1- * * * *|0 , * * * *|0 -1 * * * *|0 */100 * * * *|0 05 * * * *|0 */ * * * *|0 0 0 * 13 *|0 1/5/2 * * * *`
    .split(/[|\n]/)
    .map((text) => text.trim());

describe('a cron expression', () => {
  it('that is accepted can be computed: it has a next time or is never due', () => {
    const random = fc.sample(generated, { numRuns: 300, seed: 7 });
    let accepted = 0;
    for (const cron of [...expressions, ...random]) {
      if (cronMistake(cron) !== null) continue;
      accepted++;
      const next = nextDue({ ...plainTimetable, beat: { cron } }, Date.UTC(2026, 0, 1));
      assert.ok(next === null || next > Date.UTC(2026, 0, 1), cron);
    }
    assert.ok(accepted > 50, `${accepted} were accepted`);
  });

  it('may omit the seconds', () => {
    assert.equal(cronMistake('*/5 6-20 * * MON-FRI'), null);
    assert.match(cronMistake('61 * * * *') ?? '', /`61` is not a valid minute/);
  });

  it('is refused with a message that says what is wrong', () => {
    assert.match(cronMistake('sometimes') ?? '', /one field instead of five or six/);
    assert.match(cronMistake('0 0 * * 7') ?? '', /day of week.*Sunday is 0/);
    assert.match(cronMistake('0 1,,2 * * *') ?? '', /is not a valid hour/);
  });
});

/** Six fields, most of them valid, with numbers around their limits. */
const bound = fc.integer({ min: 0, max: 62 }).map(String);
const part = fc.oneof(
  { weight: 4, arbitrary: fc.constant('*') },
  bound,
  fc.tuple(bound, bound).map((range) => range.join('-')),
  fc
    .tuple(fc.constantFrom('*', '1', '1-5'), fc.integer({ min: 0, max: 9 }))
    .map((step) => step.join('/')),
  fc.tuple(fc.constantFrom('1', '2-3'), bound).map((list) => list.join(',')),
);
const generated = fc.tuple(part, part, part, part, part, part).map((fields) => fields.join(' '));

describe('a time zone', () => {
  it('is known by its IANA name, in upper or lower case', () => {
    assert.equal(knownTimeZone('europe/berlin'), 'Europe/Berlin');
    assert.equal(knownTimeZone('UTC'), 'UTC');
    assert.equal(knownTimeZone('Mars/Olympus'), null);
  });
});
