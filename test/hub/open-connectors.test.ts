import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defineConnector } from '../../src/connector-api/index.ts';
import { defaultCircuitPolicy } from '../../src/domain/index.ts';
import { openConnectors } from '../../src/runtime/open-connectors.ts';

/** A kind whose connectors record that they were closed; one called `broken` cannot be opened. */
function tellingKind(closed: string[]) {
  return defineConnector({
    kind: 'telling',
    summary: 'Tells that it was closed.',
    settings: { type: 'object', additionalProperties: false, properties: {} },
    open(_settings, { name }) {
      if (name === 'broken') throw new Error('no such system');
      return {
        check: () => Promise.resolve(),
        close() {
          closed.push(name);
          return Promise.resolve();
        },
      };
    },
  });
}

function planOf(names: readonly string[], closed: string[]) {
  const kind = tellingKind(closed);
  const rest = { kind, settings: {}, circuit: defaultCircuitPolicy, webhooks: null };
  return { baseDir: '.', connectors: names.map((name) => ({ name, ...rest })) };
}

const nobody: ReadonlySet<string> = new Set();
const silent = () => assert.fail();

test('a kind that cannot be opened leaves none of the connectors before it open', async () => {
  const closed: string[] = [];
  const plan = planOf(['erp', 'shop', 'broken', 'pim'], closed);
  await assert.rejects(openConnectors(plan, nobody, new Map(), silent), {
    message: 'no such system',
  });
  assert.deepEqual(closed.sort(), ['erp', 'shop']);
});

test('connectors that were open and stay in the configuration stay open when another cannot be opened', async () => {
  const closed: string[] = [];
  const former = await openConnectors(planOf(['erp', 'shop'], closed), nobody, new Map(), silent);
  const next = planOf(['erp', 'shop', 'broken'], closed);
  await assert.rejects(openConnectors(next, new Set(['shop']), former, silent));
  assert.deepEqual(closed, ['shop'], 'only its new instance');
  const kept = await openConnectors(planOf(['erp'], closed), nobody, former, silent);
  assert.equal(kept.get('erp'), former.get('erp'));
});
