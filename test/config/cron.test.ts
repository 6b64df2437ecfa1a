import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import fc from 'fast-check';
import { cronMistake, knownTimeZone } from '../../src/runtime/config/cron.ts';
import { testScope } from '../support/scope.ts';

const expressions =
  `0 0 5 * * *|*/10 * * * * *|0 0 0 ? * MON|0 0 0 * jan-mar *|0 0 0 * * 7|0 0 0 * * 0-6|0 0 0 L * *|0 0 0 * * 5#2
60 * * * * *|0 0 24 * * *|0 0 0 0 * *|0 0 0 31 2 *|0 0 0 31 4,6 *|0 0 0 31 4,5 *|0 0 0 30 */2 *|0 0 0 29 2 *|0 0 0 31 2 MON
0 5-1 * * * *|0 1,2,5-10/2 * * * *|0 5/15 * * * *|0 */0 * * * *|0 * * * * MON-FRI|0 * * * * FRI-MON|@daily|@hourly|@foo
0 0 0 * * sunday|0 1- * * * *|0 , * * * *|0 -1 * * * *|0 */100 * * * *|0 05 * * * *|0 */ * * * *|0 0 0 * 13 *|0 1/5/2 * * * *`
    .split(/[|\n]/)
    .map((text) => text.trim());

describe('a cron expression', () => {
  it('is accepted where the NATS server accepts it, and refused where that refuses it', async () => {
    await using scope = await testScope();
    const nc = await connect({ servers: new URL(scope.natsUrl).host });
    try {
      const name = `${scope.namespace}-cron`;
      const manager = await jetstreamManager(nc);
      await manager.streams.add({
        name,
        subjects: [`${name}.>`],
        allow_msg_schedules: true,
        storage: 'memory',
      });
      const takes = async (pattern: string, index: number): Promise<boolean> => {
        const given = headers();
        given.set('Nats-Schedule', pattern);
        given.set('Nats-Schedule-Target', `${name}.due`);
        return jetstream(nc)
          .publish(`${name}.${index}`, '', { headers: given })
          .then(
            () => true,
            () => false,
          );
      };
      const random = fc.sample(generated, { numRuns: 300, seed: 7 });
      for (const [index, text] of [...expressions, ...random].entries()) {
        assert.equal(
          cronMistake(text) === null,
          await takes(text, index),
          `${text}: ${cronMistake(text)}`,
        );
      }
    } finally {
      await nc.close();
    }
  });

  it('may leave the seconds out', () => {
    assert.equal(cronMistake('*/5 6-20 * * MON-FRI'), null);
    assert.match(cronMistake('61 * * * *') ?? '', /`61` is no minute/);
  });

  it('is refused with what is wrong in words', () => {
    assert.match(cronMistake('sometimes') ?? '', /one field instead of five or six/);
    assert.match(cronMistake('0 0 * * 7') ?? '', /day of week.*Sunday is 0/);
    assert.match(cronMistake('0 0 31 2 *') ?? '', /no month of it has such a day/);
    assert.match(cronMistake('0 1,,2 * * *') ?? '', /cannot be a hour/);
  });
});

/** Six fields, most of them sound, with numbers around their bounds. */
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
  it('is known by its IANA name, whatever its capitals', () => {
    assert.equal(knownTimeZone('europe/berlin'), 'Europe/Berlin');
    assert.equal(knownTimeZone('UTC'), 'UTC');
    assert.equal(knownTimeZone('Mars/Olympus'), null);
  });
});
