import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultCircuitPolicy } from '../../src/domain/index.ts';
import { check, linesOf, sound } from './support.ts';

const withCircuit = (circuit: string) =>
  sound.replace('shop: { kind: target }', `shop: { kind: target, circuit: ${circuit} }`);

async function circuitOf(yaml: string) {
  const { plan, mistakes } = await check({ yaml });
  assert.deepEqual(mistakes, []);
  return plan?.connectors.find(({ name }) => name === 'shop');
}

describe('the circuit of a connector', () => {
  it('has defaults for everything that is left out', async () => {
    assert.deepEqual((await circuitOf(sound))?.circuit, defaultCircuitPolicy);
    assert.deepEqual(
      (await circuitOf(withCircuit('{ failures: 5, probe: { max: 5m } }')))?.circuit,
      {
        ...defaultCircuitPolicy,
        failures: 5,
        probe: { ...defaultCircuitPolicy.probe, maxMs: 300_000 },
      },
    );
  });

  it('is used as written, and is not a setting of the kind', async () => {
    const shop = await circuitOf(
      withCircuit(
        '{ failures: 1, failureRate: 0.5, minimumCalls: 4, window: 1m, probe: { initial: 2m, factor: 1, jitter: 0 } }',
      ),
    );
    assert.deepEqual(shop?.circuit, {
      failures: 1,
      failureRate: 0.5,
      minimumCalls: 4,
      windowMs: 60_000,
      probe: { initialMs: 120_000, factor: 1, maxMs: 120_000, jitter: 0 },
    });
    assert.equal('circuit' in shop.settings, false);
  });

  const table: readonly (readonly [what: string, circuit: string, mistake: RegExp])[] = [
    [
      'an unknown key',
      '{ failure: 3 }',
      /^stellwerk\.yaml:3:36 connectors\.shop\.circuit\.failure: .*Did you mean `failures`/,
    ],
    [
      'an unknown key of the probe',
      '{ probe: { first: 1s } }',
      /probe\.first: `first` is not known/,
    ],
    ['no failures at all', '{ failures: 0 }', /circuit\.failures: .*is 0/],
    ['a failure rate above one', '{ failureRate: 80 }', /circuit\.failureRate: .*is 80/],
    ['a failure rate of zero', '{ failureRate: 0 }', /circuit\.failureRate: .*is 0/],
    [
      'a window that is not a duration',
      '{ window: long }',
      /circuit\.window: `long` is not a duration/,
    ],
    ['a window of zero length', '{ window: 0s }', /circuit\.window: .*Write 1s or more/],
    [
      'probes without a wait',
      '{ probe: { initial: 0s } }',
      /probe\.initial: .*Write 100ms or more/,
    ],
    [
      'waits that shrink',
      '{ probe: { initial: 10s, max: 5s } }',
      /probe\.max: .*at least as long as `initial`/,
    ],
  ];
  for (const [what, circuit, mistake] of table) {
    it(`refuses ${what}`, async () => {
      const lines = linesOf(await check({ yaml: withCircuit(circuit) }));
      assert.ok(
        lines.some((line) => mistake.test(line)),
        `no mistake like ${String(mistake)} among:\n${lines.join('\n')}`,
      );
    });
  }
});
