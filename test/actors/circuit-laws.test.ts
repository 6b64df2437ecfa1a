import assert from 'node:assert/strict';
import test from 'node:test';
import { setImmediate } from 'node:timers/promises';
import fc from 'fast-check';
import type { Action, ActorKind } from '../../src/domain/index.ts';
import type { CircuitHub } from './circuit-hub.ts';
import { circuitHub, fromShop, toShop } from './circuit-hub.ts';
import { failure } from './controlled-work.ts';
import { command } from './hub.ts';

/** Something that happens to a hub if it can happen at that moment. */
type Step =
  | { readonly does: 'pass'; readonly ms: number }
  | { readonly does: 'probe'; readonly well: boolean }
  | { readonly does: 'trip' }
  | {
      readonly does: 'work';
      readonly who: string;
      readonly end: 'progress' | 'away' | 'defect' | 'refused';
    }
  | {
      readonly does: 'order';
      readonly action: Action;
      readonly kind: ActorKind;
      readonly name: string;
    };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constant('pass' as const), ms: fc.constantFrom(500, 1_000, 4_000, 60_000) }),
  fc.record({ does: fc.constant('probe' as const), well: fc.boolean() }),
  fc.constant({ does: 'trip' } as const),
  fc.record({
    does: fc.constant('work' as const),
    who: fc.constantFrom(...toShop, fromShop),
    end: fc.constantFrom('progress', 'away', 'away', 'defect', 'refused'),
  }),
  fc
    .constantFrom<[ActorKind, string]>(
      ['connector', 'shop'],
      ...toShop.map((name): [ActorKind, string] => ['lane', name]),
      ['stream', fromShop],
    )
    .chain(([kind, name]) =>
      fc.record({
        does: fc.constant('order' as const),
        action: fc.constantFrom<Action>(
          'pause',
          'resume',
          'resume',
          ...(kind === 'stream' ? ['sync' as const] : []),
        ),
        kind: fc.constant(kind),
        name: fc.constant(name),
      }),
    ),
);

/** Answers the newest call of a probe, lane or stream as the step says, if there is one. */
function answer(hub: CircuitHub, step: Extract<Step, { does: 'work' | 'probe' }>): void {
  const work = step.does === 'probe' ? hub.probe : hub.work(step.who);
  const call = work.latest();
  if (call === null) return;
  if (step.does === 'probe') {
    if (step.well) call.finish();
    else call.fail(failure('TARGET_UNAVAILABLE'));
  } else if (step.end === 'progress') {
    if (step.who === fromShop) call.finish();
    else call.progressed();
  } else {
    const codes = {
      away: 'TARGET_UNAVAILABLE',
      defect: 'INTERNAL',
      refused: 'TARGET_REFUSED',
    } as const;
    call.fail(failure(codes[step.end]));
  }
}

test('whatever happens, no lane or stream works while the circuit is open, and at most one during a trial', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const seen = new Set<string>();
  let violations: string[] = [];

  function check(hub: CircuitHub): void {
    const { state } = hub.supervisor.connector('shop');
    seen.add(state);
    const allowed = { unavailable: 0, paused: 0, trial: 1 }[state as string] ?? Infinity;
    const active = hub.active();
    if (active.length > allowed) violations.push(`${active.join()} while ${state}`);
  }

  async function take(hub: CircuitHub, step: Step): Promise<void> {
    if (step.does === 'pass') t.mock.timers.tick(step.ms);
    else if (step.does === 'trip') hub.supervisor.trip('shop', failure('TARGET_BUSY'));
    else if (step.does === 'order') {
      const { action, kind, name } = step;
      await hub.supervisor.send(command(action, kind, name)).catch(() => undefined);
    } else answer(hub, step);
    await setImmediate();
  }

  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { minLength: 10, maxLength: 60 }), async (steps) => {
      await using hub = circuitHub();
      violations = [];
      hub.onBegin(() => check(hub));
      await hub.supervisor.start();
      for (const step of steps) {
        await take(hub, step);
        check(hub);
      }
      assert.deepEqual(violations, []);
    }),
    { numRuns: 300 },
  );
  for (const state of ['ready', 'unavailable', 'trial', 'paused'])
    assert.ok(seen.has(state), state);
});

test('whatever happened, all lanes deliver to a system that works again', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const outage = anyStep.filter(
    ({ does }) => does === 'pass' || does === 'probe' || does === 'trip',
  );
  const failing = fc.record({
    does: fc.constant('work' as const),
    who: fc.constantFrom(...toShop),
    end: fc.constant('away' as const),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(outage, failing), { maxLength: 40 }), async (steps) => {
      await using hub = circuitHub();
      await hub.supervisor.start();
      for (const step of steps) {
        if (step.does === 'pass') t.mock.timers.tick(step.ms);
        else if (step.does === 'trip') hub.supervisor.trip('shop', failure('TARGET_BUSY'));
        else if (step.does !== 'order') answer(hub, step);
        await setImmediate();
      }
      // From now on every probe succeeds and every call delivers.
      for (let round = 0; round < 4; round += 1) {
        hub.probe.latest()?.finish();
        await setImmediate();
        for (const lane of toShop) hub.work(lane).latest()?.progressed();
        await setImmediate();
        t.mock.timers.tick(60_000);
        await setImmediate();
      }
      assert.equal(hub.supervisor.connector('shop').state, 'ready');
      assert.deepEqual(hub.active().toSorted(), [...toShop].toSorted());
    }),
    { numRuns: 300 },
  );
});
