import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Failure } from '../../src/connector-api/index.ts';
import { conformance } from '../../src/testing/index.ts';
import type { Flaw } from './flawed.ts';
import { flawedSubject } from './flawed.ts';

interface Found {
  readonly broken: readonly { readonly title: string; readonly error: unknown }[];
  readonly skipped: readonly string[];
}

async function find(flaw: Flaw | null, only = /^/): Promise<Found> {
  const broken: Found['broken'][number][] = [];
  const skipped: string[] = [];
  for (const { title, run } of conformance(flawedSubject(flaw))) {
    if (!only.test(title)) continue;
    try {
      await run({ skip: (why) => skipped.push(`${title}: ${why}`) });
    } catch (error) {
      broken.push({ title, error });
    }
  }
  return { broken, skipped };
}

test('a connector without flaws keeps all promises, and none is skipped but that of what it lacks', async () => {
  const { broken, skipped } = await find(null);
  assert.deepEqual(broken, []);
  for (const why of skipped) assert.match(why, /: the source has no `untilChanged`$/);
});

/** Each flaw, and the beginning of the promise that it breaks. */
const flaws: Readonly<Record<Flaw, RegExp>> = {
  'one outcome too few': /^every delivery gets its own outcome/,
  'outcomes in another order': /^every delivery gets its own outcome/,
  'no memory of repeats': /^delivering a batch again changes nothing/,
  'a new id at each write': /^a later version replaces/,
  'ids of 3,000 bytes': /^every delivery gets its own outcome/,
  'deletes nothing': /^a later version replaces/,
  'fails a repeated delete': /^a later version replaces/,
  'says unchanged and writes': /^an older version is either/,
  'refuses forced writes': /^an older version is either/,
  'keys without slashes': /^keys that look alike/,
  'writes in spite of an abort': /^a delivery whose signal has aborted/,
  'refusals look like an outage': /^a record that the system refuses/,
  'outages look like refusals': /^while the system is away a delivery/,
  'peek in another order': /^`peek` answers/,
  'peek invents things': /^`peek` answers/,
  'keys skip one per page': /^`keys` lists/,
  'keys list deleted things': /^`keys` lists/,
  'match finds everything': /^`match` finds/,
  'match finds nothing while away': /^while the system is away `peek`/,
  'peek waits without a limit': /^`peek`, `keys` and `match` of a system that does not answer/,
  'becomes ready without a limit': /^`untilReady` ends its wait/,
  'deletes by the document': /^a delete removes the thing by its id/,
  'an update of nothing fails the lane': /^an update of a thing that the system no longer holds/,
  'forgets idempotency keys': /^`lastWrites` returns/,
  'cursor holds a Date': /^a run ends, and its records/,
  'cursor is the last version, exclusive': /^pages of any size/,
  'cursor lives in the source': /^a page that was read and not stored/,
  'no overlap': /^a thing that appears late/,
  'no deletions': /^a thing that was deleted/,
  'newest first': /^what changes while a run reads|^pages of any size/,
  'fetch returns all': /^`fetch` returns/,
  'fetch returns what it fetched before': /^`fetch` returns what a thing is now/,
  'fetch finds nothing while away': /^while the system is away `fetch`/,
  'fetch waits without a limit': /^`fetch` from a system that does not answer/,
  'ends quietly while away': /^while the system is away reading/,
  'check never fails': /^a connector opens while its system is away/,
  'check waits without a limit': /^`check` of a system that does not answer/,
  'close hangs': /^`check` succeeds/,
};

for (const [flaw, promise] of Object.entries(flaws)) {
  test(`a flaw is found: ${flaw}`, async () => {
    const { broken } = await find(flaw as Flaw, promise);
    assert.ok(broken.length > 0, 'no promise was found broken');
    const [{ title, error } = { title: '', error: null }] = broken;
    assert.ok(error instanceof Failure);
    assert.equal(error.code, 'CONTRACT_BROKEN');
    assert.ok(error.message.startsWith(`A connector promises: ${title}. `), error.message);
    assert.match(error.message, / See \S.* in the contract, /);
  });
}
