import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseSent } from '../../src/domain/index.ts';

test('whole numbers keep every digit, as numbers up to 2^53 and as text where a double has others', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), (value) => {
      const read = parseSent(`{"nested":[${value}, {"value":${value}}],"value":\n${value}}`);
      const number = parseSent(String(value));
      assert.deepEqual(read, { nested: [number, { value: number }], value: number });
      assert.equal(`${number as string | number}`, String(value));
      if (BigInt.asIntN(54, value) === value) assert.equal(typeof number, 'number');
    }),
  );
});

test('a double stays a number, with however many digits a system prints it', () => {
  const double = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 });
  fc.assert(
    fc.property(double, fc.integer({ min: 15, max: 60 }), (value, digits) => {
      const text = value.toPrecision(digits);
      if (Number.isInteger(value) || Number(text) !== value) return;
      assert.deepEqual(parseSent(`[${text}]`), [value === 0 ? Number(text) : value]);
    }),
  );
  assert.deepEqual(parseSent('{"price":19.989999999999998}'), { price: 19.99 });
});

test('a decimal that a double would round, or not reach, becomes its text', () => {
  for (const text of ['12345678901234567.89', '0.123456789012345678901', '-1e400', '1.5E-400']) {
    assert.deepEqual(parseSent(`{"value": ${text}}`), { value: text });
  }
});

test('text is left as it is, whatever it contains', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[\d.:, eE+-]{0,40}$/), (value) => {
      const document = { value, list: [value], number: 1.5 };
      assert.deepEqual(parseSent(JSON.stringify(document)), document);
    }),
  );
});
