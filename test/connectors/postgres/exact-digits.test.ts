import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseExactly } from '../../../src/domain/index.ts';
import { readAll } from '../../support/read-all.ts';
import { delivery, openPostgres, rowsOf, signal, withSource } from './support.ts';

/** The value of a decimal text: a whole number without trailing zeros, and its power of ten. */
function valueOf(text: string): string {
  const [mantissa = '', exponent = '0'] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  const digits = BigInt(`${whole}${fraction}`).toString();
  if (digits === '0') return '0';
  const trimmed = digits.replace(/0+$/, '');
  return `${trimmed}e${Number(exponent) - fraction.length + digits.length - trimmed.length}`;
}

/** One to 25 digits, since doubles begin to lose digits at 16. */
const decimal = fc
  .record({
    negative: fc.boolean(),
    digits: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 25, size: 'max' }),
    scale: fc.nat({ max: 12 }),
  })
  .map(({ negative, digits, scale }) => {
    const padded = digits.join('').padStart(scale + 1, '0');
    const point = padded.length - scale;
    const whole = padded.slice(0, point).replace(/^0+(?=\d)/, '');
    return `${negative ? '-' : ''}${whole}${scale === 0 ? '' : `.${padded.slice(point)}`}`;
  });

test('a number stays a number if JavaScript holds it exactly, and otherwise becomes its original text', () => {
  fc.assert(
    fc.property(decimal, (text) => {
      const { value, nested } = parseExactly(`{"value":${text},"nested":[{"value":${text}}]}`);
      const exact = valueOf(String(Number(text))) === valueOf(text);
      assert.equal(value, exact ? Number(text) : text);
      assert.deepEqual(nested, [{ value }]);
    }),
  );
});

test('a number that a double holds is read as that double, also at both ends of its range', () => {
  const doubles = [5e-324, 1.7976931348623157e308, 0.1, 1e21, -0.5, 9007199254740991];
  for (const value of doubles) assert.deepEqual(parseExactly(JSON.stringify({ value })), { value });
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.equal(parseExactly(JSON.stringify({ value })).value, value === 0 ? 0 : value);
    }),
  );
  assert.deepEqual(parseExactly('{"huge":1e400,"tiny":1e-400}'), {
    huge: '1e400',
    tiny: '1e-400',
  });
});

test('long bigint and numeric values are copied from one table into another without losing a digit', async () => {
  const ddl = `create table product (sku text primary key, big bigint, price numeric, rate numeric(20,18), data jsonb, changed timestamptz, gone boolean);
    create table copy (sku text primary key, big bigint, price numeric, rate numeric(20,18), data jsonb)`;
  await withSource(ddl, async (source, scope) => {
    await rowsOf(
      scope,
      `insert into product values
        ('long', 9223372036854775807, 12345678901234567.89, 0.123456789012345678, '{"id": 9007199254740993}', now(), false),
        ('short', 42, 19.90, 0.5, '{"id": 7}', now(), false)`,
    );
    const { records } = await readAll(source);
    const documents = new Map(records.map(({ key, document }) => [key, document]));
    assert.deepEqual(
      [documents.get('long')?.big, documents.get('long')?.price, documents.get('long')?.data],
      ['9223372036854775807', '12345678901234567.89', { id: '9007199254740993' }],
    );
    assert.deepEqual(
      [documents.get('short')?.big, documents.get('short')?.price, documents.get('short')?.data],
      [42, 19.9, { id: 7 }],
    );
    const connector = openPostgres(scope);
    const target = connector.target?.({ entity: 'copy', lane: 'copies/shop', options: {} });
    const batch = records.map(
      ({ key, version, document: { gone: _gone, changed: _changed, ...document } }) =>
        delivery(key, version, { document }),
    );
    await target?.deliver(batch, signal);
    await connector.close();
    const digits = 'sku, big::text, price::numeric(30,2)::text, rate::text';
    assert.deepEqual(
      await rowsOf(scope, `select ${digits} from copy order by sku`),
      await rowsOf(scope, `select ${digits} from product order by sku`),
    );
  });
});
