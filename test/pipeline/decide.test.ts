import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultRetryPolicy, Failure } from '../../src/domain/index.ts';
import type { MappedItem } from '../../src/pipeline/item.ts';
import { verdictAfter, verdictBefore } from '../../src/pipeline/steps/decide.ts';

/** A record of a thing whose version 2 with content `a` is applied. */
function item(version: number, hash: string, deadLetterId: number | null = null): MappedItem {
  const claim = { applied: { version: 2, hash: 'a' } };
  return { record: { version }, hash, deadLetterId, claim } as unknown as MappedItem;
}

test('state of the applied version is delivered if its content differs, as after a changed mapping', () => {
  const state = { semantics: 'state' } as const;
  assert.equal(verdictBefore(item(2, 'b'), state), null);
  assert.deepEqual(verdictBefore(item(2, 'a'), state), { kind: 'unchanged' });
  assert.deepEqual(verdictBefore(item(1, 'b'), state), { kind: 'superseded' });
});

test('an event that is older than the applied one is superseded, unless a person replays it', () => {
  const events = { semantics: 'event' } as const;
  assert.deepEqual(verdictBefore(item(1, 'b'), events), { kind: 'superseded' });
  assert.equal(verdictBefore(item(1, 'b', 7), events), null);
  assert.deepEqual(verdictBefore(item(2, 'b'), events), { kind: 'unchanged' });
});

test('the wait that a target asks for takes precedence over the growing waits', () => {
  const failure = new Failure('TARGET_BUSY', { message: 'later', retryAfterMs: 90_000 });
  const verdict = verdictAfter({ kind: 'failed', failure }, 1, defaultRetryPolicy);
  assert.deepEqual(verdict, { kind: 'retry', waitMs: 90_000, failure });
});
