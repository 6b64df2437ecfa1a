import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Failure } from '../../src/domain/index.ts';
import type { JsonObject, JsonSchema } from '../../src/domain/index.ts';
import { compileValidator } from '../../src/pipeline/validation/index.ts';
import type { SpecMistake } from '../../src/pipeline/spec/index.ts';

const product: JsonSchema = {
  type: 'object',
  required: ['sku', 'price'],
  additionalProperties: false,
  properties: {
    sku: { type: 'string', minLength: 2, pattern: '^[A-Z0-9-]+$' },
    name: { type: 'string', minLength: 1, maxLength: 40 },
    price: { type: 'number', minimum: 0 },
    colour: { type: ['string', 'null'] },
    currency: { enum: ['EUR', 'USD'] },
    contact: { type: 'string', format: 'email' },
    updatedAt: { type: 'string', format: 'date-time' },
    images: { type: 'array', minItems: 1, maxItems: 1 },
    sizes: { type: 'array', uniqueItems: true, maxItems: 3, items: { type: 'integer' } },
    supplier: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
  },
};
const valid: JsonObject = { sku: 'A-1', price: 3.5 };

function messagesOf(document: JsonObject, schema: JsonSchema = product): readonly string[] {
  return (compileValidator(schema)(document) ?? []).map(({ message }) => message);
}

describe('a validator', () => {
  it('returns null for a valid document', () => {
    assert.equal(compileValidator(product)(valid), null);
  });

  const rules: readonly (readonly [string, JsonObject, string])[] = [
    ['a missing field', { price: 1 }, 'sku is required, but missing'],
    ['a number out of range', { ...valid, price: -3 }, 'price must be >= 0, but is -3'],
    [
      'a wrong type',
      { ...valid, price: '12,50' },
      'price must be a number, but is the text "12,50"',
    ],
    ['one of several types', { ...valid, colour: 5 }, 'colour must be text or null, but is 5'],
    [
      'a value off the list',
      { ...valid, currency: 'Eur' },
      'currency must be one of "EUR", "USD", but is the text "Eur"',
    ],
    [
      'an unknown field',
      { ...valid, color: 'red' },
      'color is not a known field; did you mean colour?',
    ],
    ['a nested field', { ...valid, supplier: {} }, 'supplier.id is required, but missing'],
    [
      'an item of a list',
      { ...valid, sizes: [1, 2.5] },
      'sizes[1] must be a whole number, but is 2.5',
    ],
    [
      'a repeated item',
      { ...valid, sizes: [1, 1] },
      'sizes must not repeat items, but items 0 and 1 are equal',
    ],
    [
      'a long list',
      { ...valid, sizes: [1, 2, 3, 4] },
      'sizes must have at most 3 items, but has 4',
    ],
    ['an empty text', { ...valid, name: '' }, 'name must not be empty'],
    ['an empty list', { ...valid, images: [] }, 'images must not be empty'],
    [
      'a second item',
      { ...valid, images: ['a', 'b'] },
      'images must have at most 1 item, but has 2',
    ],
    ['a short text', { ...valid, sku: 'A' }, 'sku must have at least 2 characters, but has 1'],
    [
      'a time stamp',
      { ...valid, updatedAt: 'soon' },
      'updatedAt must be a time stamp such as 2026-01-31T13:45:00Z, but is the text "soon"',
    ],
  ];
  for (const [what, document, message] of rules) {
    it(`says in words what is wrong with ${what}`, () => {
      assert.deepEqual(messagesOf(document), [message]);
    });
  }

  it('reports every violation of a document, not only the first', () => {
    assert.equal(messagesOf({ price: -1, currency: 'GBP', size: 1 }).length, 4);
  });

  it('gives the path and rule of each violation for programs', () => {
    const [violation] = compileValidator(product)({ ...valid, sizes: ['L'] }) ?? [];
    assert.equal(violation?.path, 'sizes[0]');
    assert.equal(violation?.rule, 'type');
  });

  it('lists twenty violations and counts the rest', () => {
    const document = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`odd-${n}`, n]));
    const messages = messagesOf({ ...valid, ...document });
    assert.equal(messages.length, 21);
    assert.equal(messages.at(-1), 'and 10 more violations');
  });

  it('keeps personal text out of messages', () => {
    const [message] = messagesOf({ ...valid, contact: 'anna schmidt, 030 1234' });
    assert.equal(message, 'contact must be an e-mail address');
    assert.doesNotMatch(messagesOf({ ...valid, sku: 'anna' }).join(), /anna/);
  });

  it('reports a violation once if both an `if` and its `then` find it', () => {
    const schema = { if: { required: ['a'] }, then: { required: ['b'] } };
    assert.deepEqual(messagesOf({ a: 1 }, schema), ['b is required, but missing']);
  });

  it('never throws, whatever the document', () => {
    const validate = compileValidator(product);
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (document) => {
        const found = validate(document as JsonObject);
        return found === null || found.every(({ message }) => message.length > 0);
      }),
    );
  });
});

describe('a schema with mistakes', () => {
  function mistakesOf(schema: JsonSchema): readonly SpecMistake[] {
    try {
      compileValidator(schema);
    } catch (thrown) {
      assert.ok(thrown instanceof Failure && thrown.code === 'CONFIG_INVALID');
      return thrown.details.mistakes as readonly SpecMistake[];
    }
    return [];
  }

  it('is refused with the path and the keyword that was probably meant', () => {
    const [mistake] = mistakesOf({ properties: { sku: { type: 'string', minLenght: 2 } } });
    assert.deepEqual(mistake?.path, ['properties', 'sku', 'minLenght']);
    assert.equal(mistake?.remedy, 'Did you mean `minLength`?');
  });

  it('is refused with all mistakes at once', () => {
    const mistakes = mistakesOf({
      properties: { a: { type: 'strnig' }, b: { format: 'e-mail' }, c: { minimum: 'x' } },
    });
    const paths = mistakes.map(({ path }) => path.join('/')).sort();
    assert.deepEqual(paths, ['properties/a/type', 'properties/b/format', 'properties/c/minimum']);
  });

  it('is refused when a reference leads nowhere', () => {
    assert.match(mistakesOf({ $ref: '#/$defs/none' })[0]?.message ?? '', /#\/\$defs\/none/);
  });

  it('is refused when it uses another draft', () => {
    const schema = { $schema: 'http://json-schema.org/draft-07/schema#' };
    assert.match(mistakesOf(schema)[0]?.remedy ?? '', /2020-12/);
  });

  it('may have its own keywords that start with x-', () => {
    assert.deepEqual(mistakesOf({ properties: { a: { 'x-unit': 'kg' } } }), []);
  });
});
