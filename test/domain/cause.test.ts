import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { causeOf } from '../../src/domain/index.ts';

const id = fc.oneof(
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.uuid(),
  fc.emailAddress().filter((text) => /^[\w.+-]+@/.test(text)),
  fc.stringMatching(/^[A-Z]{1,4}-[0-9]{1,6}$/),
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
);
const quoted = fc.string({ unit: 'grapheme' }).map((text) => `"${text.replaceAll(/["“”`]/g, '')}"`);
const words = fc.constantFrom('price of', 'is below', 'is not a customer', "can't be", 'has no');

/** A message with placeholders, whose values differ from record to record. */
const template = fc.array(fc.oneof(words, fc.constantFrom('ID', 'QUOTED')), {
  minLength: 1,
  maxLength: 6,
});
const filled = (parts: readonly string[]) =>
  fc
    .tuple(
      ...parts.map((part) => (part === 'ID' ? id : part === 'QUOTED' ? quoted : fc.constant(part))),
    )
    .map((texts) => texts.join(' '));

test('messages that differ only in ids, numbers and quoted values have one cause', () => {
  const two = template.chain((parts) => fc.tuple(filled(parts), filled(parts)));
  fc.assert(fc.property(two, ([one, other]) => causeOf(one) === causeOf(other)));
});

test('a cause is its own cause, is short, and contains no number', () => {
  const anything = fc.oneof(template.chain(filled), fc.string({ unit: 'binary', maxLength: 600 }));
  fc.assert(
    fc.property(anything, (message) => {
      const cause = causeOf(message);
      assert.equal(causeOf(cause), cause);
      assert.ok(cause.length <= 300 && cause.isWellFormed());
      assert.doesNotMatch(cause, /\p{N}/u);
    }),
  );
});

test('a message in other words has another cause', () => {
  assert.notEqual(causeOf('price of A-1 is below 0'), causeOf('name of A-1 is missing'));
  assert.equal(causeOf('price -3 of "A" is below 0'), 'price # of "…" is below #');
  assert.equal(causeOf('the ids 1, 2, 3 and A7 are taken'), causeOf('the ids 4 and 5 are taken'));
  assert.equal(causeOf("can't reach (10.0.0.1:80), won't try"), "can't reach (#), won't try");
});

test('a message of a megabyte is processed quickly', () => {
  const message = 'a-'.repeat(500_000);
  assert.ok(causeOf(message).length <= 300);
});
