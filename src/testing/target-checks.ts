import type { Check } from './check.ts';
import { broken, need, needEqual, shown, skip } from './check.ts';
import type { Subject, TargetSubject } from './subject.ts';
import { targetCheck } from './target-driver.ts';
import { interrupted } from './time.ts';

const BATCH = 30;
const ALONE = 3;
/** Interruptions before, during and after the work of a usual system. */
const INTERRUPTED_AFTER_MS = [0, 1, 3, 10, 30];
/** They stand for something else in addresses, file names, queries or patterns. */
const ODD_NAMES = ['ab', 'a/b', 'a%2Fb', 'a b', '../a', 'a?b=c&d', "a'b", 'ä'];

/** What the hub relies on when it delivers. */
export function deliveryChecks(subject: Subject, target: TargetSubject): Check[] {
  const staged = targetCheck(subject, target);
  return [
    staged(
      'every delivery gets its own outcome, in the order given',
      'Target.deliver',
      async (stage, driver) => {
        const target = stage.target();
        const keys = Array.from({ length: BATCH }, (_, nth) => stage.key((nth * 7) % BATCH));
        const known = await driver.apply(
          target,
          keys.map((key) => driver.delivery(key, 1)),
        );
        const ids = new Set(known.map(({ externalId }) => externalId));
        need(ids.size === BATCH, `${BATCH} things got ${ids.size} different ids.`);
        await driver.needHeld(target, known, 1);
        // Alone, a record cannot get the outcome of another.
        for (const one of known.slice(0, ALONE)) {
          const again = driver.delivery(one.key, 1, { repeated: true });
          needEqual(await driver.apply(target, [again]), [one], 'the id of a record sent alone');
        }
      },
    ),
    staged('an empty batch has no outcomes', 'Target.deliver', async (stage, driver) => {
      needEqual(await driver.deliver(stage.target(), []), [], 'deliver of nothing');
    }),
    staged(
      'delivering a batch again changes nothing, also after a restart of the hub',
      'Target (applying twice must change nothing)',
      async (stage, driver) => {
        const target = stage.target();
        const batch = ['a', 'b', 'c'].map((name) => driver.delivery(stage.key(name), 1));
        const first = await driver.apply(target, batch);
        const again = batch.map((one) => ({ ...one, repeated: true }));
        for (const later of [target, stage.target()]) {
          needEqual(await driver.apply(later, again), first, 'the ids of the second delivery');
        }
        await driver.needHeld(target, first, 1);
        await driver.needEffects(first, [1]);
      },
    ),
    staged(
      'a delivery that was interrupted and is repeated takes effect once',
      'Delivery.repeated',
      async (stage, driver) => {
        driver.needSight(stage.target());
        for (const afterMs of INTERRUPTED_AFTER_MS) {
          const target = stage.target();
          const keys = Array.from({ length: BATCH }, (_, nth) => stage.key(`${afterMs}-${nth}`));
          const batch = keys.map((key) => driver.delivery(key, 1));
          await interrupted('deliver', (signal) => target.deliver(batch, signal), afterMs);
          const again = batch.map((one) => ({ ...one, repeated: true }));
          const restarted = stage.target();
          const known = await driver.apply(restarted, again);
          await driver.needHeld(restarted, known, 1);
          await driver.needEffects(known, [1]);
        }
      },
    ),
    staged(
      'a later version replaces the earlier one, and a delete removes the thing, also if it comes again',
      'Delivery.operation',
      async (stage, driver) => {
        const target = stage.target();
        const key = stage.key('a');
        const [first] = await driver.apply(target, [driver.delivery(key, 1)]);
        if (!first) return broken('There is no outcome.');
        const { externalId } = first;
        const [second] = await driver.apply(target, [driver.delivery(key, 2, { externalId })]);
        needEqual(second, first, 'the id after the second version');
        await driver.needHeld(target, [first], 2);
        const gone = driver.delivery(key, 3, { externalId, operation: 'delete' });
        await driver.apply(target, [gone]);
        await driver.needGone(target, first);
        await driver.apply(stage.target(), [{ ...gone, repeated: true }]);
        await driver.needGone(target, first);
        await driver.needEffects([first], [1, 2, 'gone']);
      },
    ),
    staged(
      'a delete removes the thing by its id, also if the source knows nothing of its content any more',
      'Delivery.document',
      async (stage, driver) => {
        const target = stage.target();
        if (!target.peek) return skip('the target has no `peek`');
        const key = stage.key('a');
        const [known] = await driver.apply(target, [driver.delivery(key, 1)]);
        if (!known) return broken('There is no outcome.');
        const { externalId } = known;
        const fields = { externalId, operation: 'delete', document: {} } as const;
        await driver.apply(target, [driver.delivery(key, 2, fields)]);
        await driver.needGone(target, known);
      },
    ),
    staged(
      'an older version is either refused as `unchanged` or written, and a forced one is written',
      'Outcome, Delivery.forced',
      async (stage, driver) => {
        const target = stage.target();
        driver.needSight(target);
        const key = stage.key('a');
        const [known] = await driver.apply(target, [driver.delivery(key, 2)]);
        if (!known) return broken('There is no outcome.');
        const { externalId } = known;
        const [older] = await driver.deliver(target, [driver.delivery(key, 1, { externalId })]);
        await driver.needHeld(target, [known], older?.kind === 'unchanged' ? 2 : 1);
        const forced = { externalId, forced: true, idempotencyKey: `${key}:1:forced` } as const;
        const [outcome] = await driver.deliver(target, [driver.delivery(key, 1, forced)]);
        if (older?.kind === 'unchanged') {
          need(outcome?.kind === 'applied', `A forced delivery is ${outcome?.kind}.`);
        }
        await driver.needHeld(target, [known], 1);
      },
    ),
    staged(
      'keys that look alike or stand for something else remain different things',
      'Delivery.key',
      async (stage, driver) => {
        const target = stage.target();
        const batch = ODD_NAMES.map((name) => driver.delivery(stage.key(name), 1));
        const outcomes = await driver.deliver(target, batch);
        const ids = new Map<string, string>();
        for (const [nth, outcome] of outcomes.entries()) {
          const { key = '' } = batch[nth] ?? {};
          // A system may have rules for its keys.
          if (outcome.kind === 'failed' && outcome.failure.code === 'TARGET_REFUSED') continue;
          if (!('externalId' in outcome))
            return broken(`The outcome of ${key} is ${shown(outcome)}.`);
          const { externalId } = outcome;
          const other = ids.get(externalId);
          if (other !== undefined) broken(`${other} and ${key} have one id: ${externalId}.`);
          ids.set(externalId, key);
        }
        const known = Array.from(ids, ([externalId, key]) => ({ key, externalId }));
        await driver.needHeld(target, known, 1);
      },
    ),
    staged(
      '`untilReady` ends its wait when its signal aborts',
      'Target.untilReady',
      async (stage, driver) => {
        const target = stage.target();
        if (!target.untilReady) return skip('the target has no `untilReady`');
        await driver.apply(target, [driver.delivery(stage.key('a'), 1)]);
        const wait = (signal: AbortSignal) => target.untilReady?.(signal) ?? Promise.resolve();
        await interrupted('untilReady', wait, 10);
      },
    ),
    staged(
      'several lanes write at the same time',
      'Target (several lanes may write to one connector concurrently)',
      async (stage, driver) => {
        const connector = stage.open();
        const written = await Promise.all(
          ['a', 'b', 'c'].map(async (lane) => {
            const target = stage.target(connector, `conformance/${lane}`);
            const keys = Array.from({ length: BATCH }, (_, nth) => stage.key(`${lane}-${nth}`));
            const deliveries = keys.map((key) => driver.delivery(key, 1));
            return { target, things: await driver.apply(target, deliveries) };
          }),
        );
        for (const { target, things } of written) await driver.needHeld(target, things, 1);
      },
    ),
  ];
}
