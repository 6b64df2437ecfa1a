import type { FailureCode, Outcome } from '../connector-api/index.ts';
import { Failure } from '../connector-api/index.ts';
import type { Check } from './check.ts';
import { broken, need, needEqual, shown, skip, thrown } from './check.ts';
import { during, needFault } from './stage.ts';
import type { Subject, TargetSubject } from './subject.ts';
import { targetCheck } from './target-driver.ts';
import { aborted, ended, interrupted } from './time.ts';

/** The system is at fault, not the records: the lane waits, and counts no attempt. */
export const PASSING: readonly FailureCode[] = ['TARGET_UNAVAILABLE', 'TARGET_THROTTLED'];
/** Enough for a connection to be made and the request to be sent. */
const IN_FLIGHT_MS = 200;

/** What the hub relies on when a delivery does not go through. */
export function targetFailureChecks(subject: Subject, target: TargetSubject): Check[] {
  const { refused } = target;
  const staged = targetCheck(subject, target);
  return [
    staged(
      'a record that the system refuses fails alone, with TARGET_REFUSED, and those beside it are applied',
      'Outcome, Target.deliver',
      async (stage, driver) => {
        if (!refused) return skip('the test has no content that the system refuses (`refused`)');
        const open = stage.target();
        const [before, after] = ['before', 'after'].map((name) => stage.key(name)) as [
          string,
          string,
        ];
        const bad = driver.delivery(stage.key('bad'), 1, { document: refused(stage.key('bad')) });
        const good = [driver.delivery(before, 1), driver.delivery(after, 1)] as const;
        const end = await driver.attempt(open, [good[0], bad, good[1]]);
        if (end.kind === 'returned') {
          const [first, refusal, last] = end.result;
          needRefused(refusal);
          needEqual([first?.kind, last?.kind], ['applied', 'applied'], 'the others’ outcomes');
        } else {
          // The hub then delivers halves until it knows the record.
          needCode(end.error, ['TARGET_REFUSED']);
          const alone = await driver.attempt(open, [bad]);
          if (alone.kind === 'threw') needCode(alone.error, ['TARGET_REFUSED']);
          else needRefused(alone.result[0]);
        }
        await driver.needHeld(open, await driver.apply(open, good), 1);
      },
    ),
    staged(
      'an update of a thing that the system no longer holds creates it again or fails alone',
      'Target.deliver (throwing says nothing about single records)',
      async (stage, driver) => {
        const open = stage.target();
        const key = stage.key('gone');
        const [known] = await driver.apply(open, [driver.delivery(key, 1)]);
        if (!known) return broken('There is no outcome.');
        const { externalId } = known;
        await driver.apply(open, [driver.delivery(key, 2, { externalId, operation: 'delete' })]);
        const batch = [driver.delivery(key, 3, { externalId }), driver.delivery(stage.key('a'), 1)];
        const end = await driver.attempt(open, batch);
        if (end.kind === 'threw') return needCode(end.error, ['TARGET_REFUSED']);
        const [gone, other] = end.result;
        if (gone?.kind === 'failed') needRefused(gone);
        else need(gone?.kind === 'applied', `The outcome of the update is ${shown(gone)}.`);
        need(other?.kind === 'applied', `The outcome of another record is ${shown(other)}.`);
      },
    ),
    staged(
      'a delivery whose signal has aborted writes nothing',
      'Target.deliver (signal)',
      async (stage, driver) => {
        const open = stage.target();
        const key = stage.key('a');
        const end = await ended('deliver', () =>
          open.deliver([driver.delivery(key, 1)], aborted()),
        );
        need(end.kind === 'threw', 'deliver with an aborted signal returned outcomes.');
        await driver.needGone(open, { key, externalId: null });
      },
    ),
    staged(
      'while the system is away a delivery fails with TARGET_UNAVAILABLE, and takes effect once when the system is back',
      'Target.deliver, Outcome (unreached)',
      async (stage, driver) => {
        needFault(subject, 'away');
        const open = stage.target();
        const [early, ...later] = ['a', 'b', 'c'].map((name) =>
          driver.delivery(stage.key(name), 1),
        );
        if (!early) return;
        await driver.apply(open, [early]);
        await during(subject, 'away', async () => {
          const end = await driver.attempt(open, later);
          if (end.kind === 'threw') needCode(end.error, PASSING);
          else end.result.forEach((one) => needUnreached(one));
          const fresh = await driver.attempt(stage.target(), later);
          if (fresh.kind === 'threw') needCode(fresh.error, PASSING);
          else fresh.result.forEach((one) => needUnreached(one));
        });
        const again = later.map((one) => ({ ...one, repeated: true }));
        const known = await driver.apply(open, again);
        await driver.needHeld(open, known, 1);
        await driver.needEffects(known, [1]);
      },
    ),
    staged(
      'a delivery that was carried out, but whose answer was lost, takes effect once when it is repeated',
      'Delivery.repeated',
      async (stage, driver) => {
        needFault(subject, 'unanswered');
        const open = stage.target();
        driver.needSight(open);
        const batch = ['a', 'b', 'c'].map((name) => driver.delivery(stage.key(name), 1));
        await during(subject, 'unanswered', async () => {
          const end = await driver.attempt(open, batch);
          if (end.kind === 'threw') needCode(end.error, PASSING);
          else end.result.forEach((one) => needUnreached(one));
        });
        const again = batch.map((one) => ({ ...one, repeated: true }));
        const known = await driver.apply(stage.target(), again);
        await driver.needHeld(open, known, 1);
        await driver.needEffects(known, [1]);
      },
    ),
    staged(
      'a delivery to a system that does not answer ends when its signal aborts, and otherwise by a time limit',
      'the rules of src/connector-api/index.ts (nothing waits without a limit or a signal)',
      async (stage, driver) => {
        needFault(subject, 'silent');
        const open = stage.target();
        const key = stage.key('a');
        await driver.apply(open, [driver.delivery(key, 1)]);
        const next = driver.delivery(key, 2);
        await during(subject, 'silent', async () => {
          const call = (signal: AbortSignal) => open.deliver([next], signal);
          const stopped = await interrupted('deliver', call, IN_FLIGHT_MS);
          need(stopped.kind === 'threw', 'deliver returned outcomes, but the system is silent.');
          const end = await driver.attempt(open, [next]);
          if (end.kind === 'threw') needCode(end.error, PASSING);
          else end.result.forEach((one) => needUnreached(one));
        });
      },
    ),
  ];
}

/** Requires that the hub takes what was thrown as one of these codes. */
export function needCode(
  error: unknown,
  codes: readonly FailureCode[],
  fallback: FailureCode = 'TARGET_UNAVAILABLE',
): void {
  const { code } = Failure.from(error, fallback);
  if (!codes.includes(code)) broken(`It threw ${thrown(error)} instead of ${codes.join(' or ')}.`);
}

function needRefused(outcome: Outcome | undefined): void {
  const isRefused = outcome?.kind === 'failed' && !outcome.failure.retryable;
  if (!isRefused) broken(`The refused record’s outcome is ${shown(outcome)}.`);
}

/** A record that failed would count an attempt, and end as a dead letter for the system's fault. */
function needUnreached(outcome: Outcome): void {
  if (outcome.kind !== 'unreached') broken(`A record’s outcome is ${shown(outcome)}.`);
  needCode(outcome.failure, PASSING);
}
