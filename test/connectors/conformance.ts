import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Target } from '../../src/connector-api/index.ts';
import { delivery } from './postgres/support.ts';

/** A target of one kind over a system that exists for one test. */
export interface TargetUnderTest extends AsyncDisposable {
  /** Opens a target as a hub has it after a (re)start: it knows only what is in the system. */
  open(): Target;
  /**
   * The changes that took effect in the system, in order, each as the document's name (`<key> v<version>`) or as `<key>
   * gone`. For a receiver that may be told more than once: what its way of dropping repeats lets through.
   */
  effects(): Promise<readonly string[]>;
}

const signal = AbortSignal.timeout(60_000);

/**
 * Tests what the hub relies on in every target, whatever its kind. A new kind is covered by one entry in
 * `conformance.test.ts`.
 */
export function conforms(kind: string, start: () => Promise<TargetUnderTest>): void {
  test(`${kind}: every record gets its own outcome, in the order given`, async () => {
    await using system = await start();
    const keys = Array.from({ length: 30 }, (_, n) => `k${(n * 7) % 30}`);
    const outcomes = await system.open().deliver(
      keys.map((key) => delivery(key, 1)),
      signal,
    );
    assert.deepEqual(
      outcomes.map((one) => (one.kind === 'applied' ? one.externalId : one.kind)),
      keys,
    );
    assert.deepEqual(
      (await system.effects()).toSorted(),
      keys.map((key) => `${key} v1`).toSorted(),
    );
  });

  test(`${kind}: a redelivered batch changes nothing, also after a crash`, async () => {
    await using system = await start();
    const batch = ['a', 'b', 'c'].map((key) => delivery(key, 1));
    await system.open().deliver(batch, signal);
    const before = (await system.effects()).toSorted();
    const again = batch.map((one) => ({ ...one, repeated: true }));
    for (const target of [system.open(), system.open()]) {
      const outcomes = await target.deliver(again, signal);
      for (const { kind: outcome } of outcomes) assert.match(outcome, /^(applied|unchanged)$/);
    }
    assert.deepEqual((await system.effects()).toSorted(), before);
  });

  test(`${kind}: versions of a key, including a deletion, take effect in the order of the batches`, async () => {
    await using system = await start();
    const target = system.open();
    const known = { externalId: 'a' };
    await target.deliver([delivery('a', 1), delivery('b', 1)], signal);
    await target.deliver([delivery('a', 2, known)], signal);
    await target.deliver([delivery('a', 3, { ...known, operation: 'delete' })], signal);
    const told = (await system.effects()).filter((effect) => !effect.startsWith('b'));
    assert.deepEqual(told, ['a v1', 'a v2', 'a gone']);
  });

  test(`${kind}: an empty batch does nothing, and an aborted delivery writes nothing`, async () => {
    await using system = await start();
    const target = system.open();
    assert.deepEqual(await target.deliver([], signal), []);
    const stop = new AbortController();
    stop.abort(new Error('paused'));
    await assert.rejects(target.deliver([delivery('a', 1)], stop.signal), /paused/);
    assert.deepEqual(await system.effects(), []);
  });
}
