import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Answer, Delivery } from './delivery.ts';
import { Deliveries, entriesOf } from './delivery.ts';
import { senderViolations } from './sender-checker.ts';
import { seeded } from '../../ops/demo/random.ts';

const event = { key: 'a', version: 1, poisoned: false };
const answer = (taken: number, rejected = 0, status = 200): Answer => ({
  status,
  taken,
  rejected,
});

function rules(parts: Partial<Delivery>, rejects: readonly string[] = []): string[] {
  const made = { id: 'd', events: [event], broken: 0, forged: false, answer: null, calls: 1 };
  const deliveries = [{ ...made, ...parts }];
  const history = { stream: 's', deliveries, keepsRejects: true, rejects };
  return senderViolations(history).map(({ rule }) => rule);
}

test('good events that are accepted, broken ones kept once and forged ones refused break no rule', () => {
  assert.deepEqual(rules({ answer: answer(1) }), []);
  assert.deepEqual(rules({ broken: 1, answer: answer(1, 1) }, ['webhook d, item 2']), []);
  const broken = { events: [], broken: 1, answer: answer(0, 0, 422) };
  assert.deepEqual(rules(broken, ['webhook d, item 1']), []);
  assert.deepEqual(rules({ forged: true, answer: answer(0, 0, 401) }), []);
});

test('each rule between senders and hub is reported for a history that breaks it', () => {
  assert.deepEqual(rules({ answer: null }), ['unanswered']);
  assert.deepEqual(rules({ answer: answer(0, 0, 404) }), ['answer']);
  assert.deepEqual(rules({ answer: answer(0, 1) }), ['answer']);
  assert.deepEqual(rules({ forged: true, answer: answer(1) }), ['answer']);
  assert.deepEqual(rules({ broken: 1, answer: answer(2) }, ['webhook d, item 2']), ['answer']);
  assert.deepEqual(rules({ broken: 1, answer: answer(1, 1) }), ['rejects']);
  const twice = ['webhook d, item 2', 'webhook d, item 2'];
  assert.deepEqual(rules({ broken: 1, answer: answer(1, 1) }, twice), ['rejects']);
  assert.deepEqual(rules({ answer: answer(1) }, ['webhook d, item 1']), ['rejects']);
});

test('a sender sends the versions of each key in order, and the same deliveries for the same seed', () => {
  const made = (seed: number) => {
    const deliveries = new Deliveries('s', { random: seeded(seed), isSigned: true });
    return Array.from({ length: 200 }, () => deliveries.next());
  };
  assert.deepEqual(made(1).map(entriesOf), made(1).map(entriesOf));
  const events = made(2).flatMap((delivery) => (delivery.forged ? [] : delivery.events));
  for (const own of Map.groupBy(events, ({ key }) => key).values()) {
    assert.deepEqual(
      own.map(({ version }) => version),
      own.map((_, index) => index + 1),
    );
  }
});
