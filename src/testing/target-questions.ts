import { isDeepStrictEqual } from 'node:util';
import type { Delivery, Target } from '../connector-api/index.ts';
import type { Check } from './check.ts';
import { broken, need, needEqual, shown, skip } from './check.ts';
import type { Subject, TargetSubject } from './subject.ts';
import { targetCheck } from './target-driver.ts';
import { calm } from './time.ts';

const PAGE = 1_000;
/** How much of a long list is read again in small pages. */
const REREAD = 40;

/** What the hub relies on when it asks a target what it holds. */
export function questionChecks(subject: Subject, target: TargetSubject): Check[] {
  const staged = targetCheck(subject, target);
  const { matchField } = target;
  return [
    staged(
      '`peek` answers for each thing in order: what it holds, what it would hold, or null; and writes nothing',
      'Target.peek, HeldThing',
      async (stage, driver) => {
        const open = stage.target();
        if (!open.peek) return skip('the target has no `peek`');
        const batch = ['a', 'b'].map((name) => driver.delivery(stage.key(name), 1));
        const [a, b] = await driver.apply(open, batch);
        if (!a || !b) return broken('There are no outcomes.');
        const stranger = { key: stage.key('stranger'), externalId: null };
        const things = [driver.thing(b, 2), driver.thing(stranger, 1), driver.thing(a, 1)];
        const held = await open.peek({ things, signal: calm() });
        need(held.length === 3, `peek for 3 things returned ${held.length} answers.`);
        const [later, none, same] = held;
        need(none === null, `peek returned ${shown(none)} for a thing that was never delivered.`);
        if (!later || !same) return broken(`peek returned null for ${shown([b, a])}.`);
        need(!isDeepStrictEqual(later.now, later.then), 'peek sees no difference to a new state.');
        needEqual(same.then, same.now, '`then` of what was delivered before');
        await driver.needHeld(open, [b], 1);
        await driver.apply(open, [driver.delivery(b.key, 2, { externalId: b.externalId })]);
        const [after] = await driver.peek(open, [b], 2);
        needEqual(after?.now, later.then, '`now` after the write, against `then` before it');
        needEqual(await open.peek({ things: [], signal: calm() }), [], 'peek for nothing');
      },
    ),
    staged(
      '`keys` lists every id once, without deleted things, and the same in pages of any size',
      'Target.keys',
      async (stage, driver) => {
        const open = stage.target();
        if (!open.keys) return skip('the target has no `keys`');
        const batch = ['a', 'b', 'c', 'gone'].map((name) => driver.delivery(stage.key(name), 1));
        const [a, b, c, d] = await driver.apply(open, batch);
        if (!a || !b || !c || !d) return broken('There are no outcomes.');
        const { externalId } = d;
        await driver.apply(open, [driver.delivery(d.key, 2, { externalId, operation: 'delete' })]);
        const listed = await allKeys(open, PAGE, Infinity);
        need(new Set(listed).size === listed.length, 'keys lists an id twice.');
        const left = [a, b, c];
        const held = open.peek ? await driver.peek(open, left, 1) : [];
        for (const [nth, known] of left.entries()) {
          const id = held[nth]?.id ?? known.externalId;
          need(listed.includes(id), `keys does not list ${id}, which was delivered.`);
        }
        need(!listed.includes(externalId), `keys lists ${externalId}, which was deleted.`);
        for (const size of [1, 7]) {
          const again = await allKeys(open, size, REREAD);
          needEqual(again, listed.slice(0, again.length), `the ids in pages of ${size}`);
        }
      },
    ),
    staged(
      '`match` finds each thing by its business key, and nothing for another value',
      'Target.match',
      async (stage, driver) => {
        const open = stage.target();
        if (!open.match) return skip('the target has no `match`');
        if (matchField === undefined) return skip('the test has no `matchField`');
        const batch = ['a', 'b'].map((name) => driver.delivery(stage.key(name), 1));
        const known = await driver.apply(open, batch);
        const stranger = valueIn(driver.delivery(stage.key('c'), 1), matchField);
        const values = batch.map((one) => valueIn(one, matchField));
        const found = await open.match({
          field: matchField,
          values: [stranger, ...values],
          signal: calm(),
        });
        needEqual(found.get(stranger) ?? [], [], `match for ${stranger}, which nothing carries`);
        for (const [nth, { externalId }] of known.entries()) {
          const value = values[nth] ?? '';
          needEqual(found.get(value), [externalId], `match for ${value}`);
        }
      },
    ),
    staged(
      '`lastWrites` returns the idempotency key of the last write to each thing',
      'Target.lastWrites',
      async (stage, driver) => {
        const open = stage.target();
        if (!open.lastWrites) return skip('the target has no `lastWrites`');
        const last = driver.delivery(stage.key('a'), 1);
        const [known] = await driver.apply(open, [last]);
        if (!known) return broken('There is no outcome.');
        const stranger = driver.thing({ key: stage.key('stranger'), externalId: null }, 1);
        const request = { things: [driver.thing(known, 1), stranger], signal: calm() };
        const keys = await stage.target().lastWrites?.(request);
        if (!keys) return skip('the target does not store idempotency keys');
        needEqual(keys, [last.idempotencyKey, null], 'the keys');
      },
    ),
  ];
}

/** The hub matches by texts and numbers. */
export function valueIn({ document }: Delivery, field: string): string {
  const value = document[field];
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return skip(`the test’s documents have no text or number at ${field} (\`matchField\`)`);
}

async function allKeys(target: Target, limit: number, most: number): Promise<string[]> {
  const all: string[] = [];
  for (let after: string | null = null; all.length < most;) {
    const page: readonly string[] = (await target.keys?.({ after, limit, signal: calm() })) ?? [];
    need(page.length <= limit, `keys returned ${page.length} ids for a limit of ${limit}.`);
    all.push(...page);
    if (page.length < limit) break;
    need(page.at(-1) !== after, `keys returned the id ${after} again, so a list would never end.`);
    after = page.at(-1) ?? null;
  }
  return all;
}
